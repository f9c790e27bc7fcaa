// Which way includes may point: rooms only into rooms below (NEEDS of add_room), functions into
// rooms, nobody into another function.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace kabinet::tidy;

namespace {

using Names = std::set<std::string>;

std::string first_part(std::string_view path) {
  return std::string{path.substr(0, path.find('/'))};
}

std::string folder_under(std::string_view path, std::string_view top) {
  return path.starts_with(top) ? first_part(path.substr(top.size())) : std::string{};
}

// "add_room(http NEEDS base text LIBS x)" -> http, {base, text}
struct Room {
  std::string name;
  std::size_t line = 0;
  std::vector<std::string> needs;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; (at = text.find_first_not_of(" \n\t", at)) != text.npos;) {
    const std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::vector<Room> rooms_of(const Tree& tree) {
  std::vector<Room> rooms;
  const std::string text = text_of(tree, "CMakeLists.txt");
  for (std::size_t at = 0; (at = text.find("add_room(", at)) != text.npos; ++at) {
    const std::size_t open = at + 9;
    const auto words = words_of(std::string_view{text}.substr(open, text.find(')', open) - open));
    Room room{words.at(0), split_lines(text.substr(0, open)).size(), {}};
    bool needs = false;
    for (const auto& word : words) {
      if (word == "LIBS") needs = false;
      if (needs) room.needs.push_back(word);
      if (word == "NEEDS") needs = true;
    }
    rooms.push_back(room);
  }
  return rooms;
}

// Everything a room may include: itself and what it needs, directly or through others.
std::map<std::string, Names> reach_of(const std::vector<Room>& rooms) {
  std::map<std::string, Names> reach;
  for (const Room& room : rooms) {
    Names& own = reach[room.name];
    own.insert(room.name);
    for (const auto& need : room.needs) own.insert(reach[need].begin(), reach[need].end());
  }
  return reach;
}

// The rooms that every function is linked with.
Names rooms_of_functions(const Tree& tree, const std::map<std::string, Names>& reach) {
  const std::string text = text_of(tree, "infra/cmake/kabinet.cmake");
  const std::string_view linking = "target_link_libraries(fn_${name} PUBLIC ";
  const std::size_t at = text.find(linking);
  Names names;
  if (at == text.npos) return names;
  const std::size_t from = at + linking.size();
  for (const auto& word : words_of(text.substr(from, text.find(')', from) - from))) {
    const auto it = reach.find(word);
    if (it != reach.end()) names.insert(it->second.begin(), it->second.end());
  }
  return names;
}

Findings rooms_declared_upwards(const Tree& tree) {
  Findings found;
  Names declared;
  for (const Room& room : rooms_of(tree)) {
    for (const auto& need : room.needs) {
      if (declared.contains(need)) continue;
      found.push_back({"CMakeLists.txt", room.line,
                       "room " + room.name + " needs " + need +
                           ", which stands at its level or above: needs point down only; move the "
                           "shared part into a lower room"});
    }
    declared.insert(room.name);
  }
  return found;
}

Findings includes_up(const Tree& tree) {
  const auto reach = reach_of(rooms_of(tree));
  const Names for_functions = rooms_of_functions(tree, reach);
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file)) continue;
    const std::string room = folder_under(file.path, "shared/");
    const std::string function = folder_under(file.path, "functions/");
    if (room.empty() && function.empty()) continue;
    Names allowed = room.empty() ? for_functions : Names{room};
    if (const auto it = reach.find(room); it != reach.end()) allowed = it->second;
    const auto testing = reach.find("testing");
    if (file.ends(".test.cpp") && testing != reach.end()) {
      allowed.insert(testing->second.begin(), testing->second.end());
    }
    for (const Include& include : includes(file)) {
      const std::string target = first_part(include.path);
      if (!include.quoted || !reach.contains(target) || allowed.contains(target)) continue;
      const std::string who = room.empty() ? "function " + function : "room " + room;
      found.push_back({file.path, include.line,
                       who + " does not need room " + target +
                           ": add it to NEEDS when it lies below, or move what is shared down"});
    }
  }
  return found;
}

Findings includes_of_other_functions(const Tree& tree) {
  Names functions;
  Names rooms;
  for (const File& file : tree) {
    if (file.ends("/function.json")) functions.insert(folder_under(file.path, "functions/"));
    rooms.insert(folder_under(file.path, "shared/"));
  }
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file) || !(file.in("functions/") || file.in("shared/"))) continue;
    const std::string own = folder_under(file.path, "functions/");
    for (const Include& include : includes(file)) {
      const std::string target = first_part(include.path);
      const bool climbs = include.quoted && include.path.find("../") != std::string::npos;
      const bool foreign = include.quoted && functions.contains(target) && !rooms.contains(target);
      if (!climbs && (!foreign || target == own)) continue;
      found.push_back({file.path, include.line,
                       "a function never includes another one's folder: share a SQL function, "
                       "leave a job in the queue, or move what two of them need into a room"});
    }
  }
  return found;
}

Findings shared_and_unused(const Tree& tree) {
  std::map<std::string, Names> users;
  for (const File& file : tree) {
    for (const auto& line : file.lines) {
      const std::size_t at = line.find("#include \"");
      const std::size_t from = at + 10;
      if (at != line.npos) users[line.substr(from, line.find('"', from) - from)].insert(file.path);
    }
  }
  Findings found;
  for (const File& file : tree) {
    if (!file.in("shared/") || !file.ends(".hpp")) continue;
    const std::string stem = file.path.substr(0, file.path.size() - 4);
    Names others = users[file.path.substr(7)];
    others.erase(stem + ".cpp");
    others.erase(stem + ".test.cpp");
    if (!others.empty()) continue;
    found.push_back({file.path, 1, "nothing includes this but its own source: delete it, or keep "
                                   "it in the one folder that needs it"});
  }
  return found;
}

}  // namespace

TEST_CASE("a room needs only rooms declared below it", "[tidy][includes]") {
  CHECK(holds(rooms_declared_upwards(checkout())));
  CHECK(rooms_of(checkout()).size() >= 10);
  const Tree bad =
      sample({{"CMakeLists.txt", "add_room(a NEEDS b)\nadd_room(b NEEDS a LIBS c)\n"}});
  CHECK(places(rooms_declared_upwards(bad)) == "CMakeLists.txt:1");
}

TEST_CASE("an include points only into rooms that are needed", "[tidy][includes]") {
  CHECK(holds(includes_up(checkout())));
  const Tree bad = sample({
      {"CMakeLists.txt", "add_room(low)\nadd_room(mid NEEDS low)\nadd_room(top NEEDS mid)\n"
                         "add_room(testing NEEDS low)\n"},
      {"infra/cmake/kabinet.cmake", "target_link_libraries(fn_${name} PUBLIC mid)\n"},
      {"shared/low/x.cpp", "#include \"low/x.hpp\"\n#include \"mid/x.hpp\"\n"},
      {"shared/low/x.test.cpp", "#include \"testing/bench.hpp\"\n"},
      {"shared/top/x.cpp", "#include \"low/x.hpp\"\n// #include \"testing/x.hpp\"\n"},
      {"functions/pay/handler.cpp", "#include \"low/x.hpp\"\n#include \"top/x.hpp\"\n"},
  });
  CHECK(places(includes_up(bad)) == "shared/low/x.cpp:2 functions/pay/handler.cpp:2");
}

TEST_CASE("no function includes another function", "[tidy][includes]") {
  CHECK(holds(includes_of_other_functions(checkout())));
  const Tree bad = sample({
      {"functions/pay/function.json", "{}\n"},
      {"functions/otp/function.json", "{}\n"},
      {"functions/pay/handler.cpp", "#include \"pay/manifest.hpp\"\n#include \"otp/code.hpp\"\n"
                                    "#include \"../otp/code.hpp\"\n"},
      {"shared/auth/x.cpp", "#include \"otp/code.hpp\"\n"},
  });
  CHECK(places(includes_of_other_functions(bad)) ==
        "functions/pay/handler.cpp:2 functions/pay/handler.cpp:3 shared/auth/x.cpp:1");
}

TEST_CASE("every header of a room is included by somebody else", "[tidy][includes]") {
  CHECK(holds(shared_and_unused(checkout())));
  const Tree bad = sample({
      {"shared/low/idle.hpp", "#pragma once\n"},
      {"shared/low/idle.cpp", "#include \"low/idle.hpp\"\n"},
      {"shared/low/busy.hpp", "#pragma once\n"},
      {"shared/mid/x.cpp", "#include \"low/busy.hpp\"\n"},
  });
  CHECK(places(shared_and_unused(bad)) == "shared/low/idle.hpp:1");
}

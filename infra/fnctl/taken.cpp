// Names that no function can bear: its namespace, its targets and its program would meet another
// of the same name, and then nobody's tree is configured or built. All but C++ and CMake are read
// off the tree.
#include "fnctl.hpp"

#include <array>
#include <cctype>
#include <set>
#include <sstream>

namespace kabinet::fnctl {

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string, std::less<>>;

constexpr std::array<std::string_view, 12> reserved_targets = {
    "all",     "clean",   "depend",         "edit_cache", "help",          "install",
    "none",    "package", "package_source", "preinstall", "rebuild_cache", "test"};

std::vector<fs::path> within(const fs::path& folder) {
  std::vector<fs::path> found;
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) found.push_back(entry.path());
  return found;
}

void add_words(std::string_view text, Names& names) {
  std::string word;
  for (const char c : std::string{text} + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-') {
      word += c;
    } else if (!word.empty()) {
      names.insert(word);
      word.clear();
    }
  }
}

// The targets that a list file makes, and the libraries that a room links by their bare names: one
// of ours would be linked in their place.
void add_targets(const fs::path& file, Names& names) {
  if (!fs::exists(file)) return;
  std::istringstream text{slurp(file)};
  for (std::string line; std::getline(text, line);) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start == std::string::npos) continue;
    const std::string_view rest = std::string_view{line}.substr(start);
    for (const std::string_view command : {"add_executable(", "add_library(", "add_tests("}) {
      if (!rest.starts_with(command)) continue;
      add_words(rest.substr(command.size(), rest.find_first_of(" )") - command.size()), names);
    }
    if (rest.starts_with("add_room(")) add_words(rest, names);
  }
}

Names targets(const fs::path& root) {
  Names names(reserved_targets.begin(), reserved_targets.end());
  add_targets(root / "CMakeLists.txt", names);
  add_targets(root / "infra" / "cmake" / "kabinet.cmake", names);
  for (const char* folder : {"infra", "tests"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::directory_iterator{root / folder}) {
      add_targets(entry.path() / "CMakeLists.txt", names);
    }
  }
  return names;
}

// Rooms, folders of tools, and scripts: these have no ending.
Names rooms_and_programs(const fs::path& root) {
  Names names;
  for (const auto& path : within(root / "shared")) {
    if (fs::is_directory(path)) names.insert(path.filename().string());
  }
  for (const auto& path : within(root / "infra")) {
    const bool near = path.parent_path().filename() == "infra" ||
                      path.parent_path().parent_path().filename() == "infra";
    const bool folder = fs::is_directory(path) && path.parent_path().filename() == "infra";
    const bool script = fs::is_regular_file(path) && !path.has_extension();
    if (near && (folder || script)) names.insert(path.filename().string());
  }
  return names;
}

// A function that a header of shared/ declares, not indented as a member is: inside `kabinet` a
// namespace cannot have its name.
bool is_declared(const fs::path& root, const std::string& name) {
  const std::string call = " " + name + "(";
  for (const auto& path : within(root / "shared")) {
    if (path.extension() != ".hpp") continue;
    std::istringstream text{slurp(path)};
    for (std::string line; std::getline(text, line);) {
      const bool code = !line.empty() && line[0] != ' ' && !line.starts_with("//");
      if (code && line.find(call) != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace

std::string taken_by(const fs::path& root, const std::string& name) {
  if (is_cpp_word(name)) return "is a word of C++";
  if (rooms_and_programs(root).contains(name)) return "is a room or a program of the tree";
  if (targets(root).contains(name)) return "is a target of the build";
  if (name.starts_with("fn_") || name.starts_with("room_") || name.ends_with("_test")) {
    return "is how the build names a target of its own";
  }
  return is_declared(root, name) ? "is declared in a header of shared/" : "";
}

}  // namespace kabinet::fnctl

// Words that may not stand in the code, each with what to write instead. Comments and strings may
// say them, except leftovers ("to do"), which may stand nowhere.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kabinet::tidy;

namespace {

struct Ban {
  std::string_view word;
  std::string_view instead;
  std::vector<std::string_view> allowed_in;
};

const std::vector<Ban>& bans() {
  static const std::vector<Ban> all = {
      {"std::regex", "write the grammar as a short loop in shared/text", {}},
      {"#include <regex>", "write the grammar as a short loop in shared/text", {}},
      {"std::format", "g++ 12 has none: append to a string, or std::to_string", {}},
      {"#include <format>", "g++ 12 has none: append to a string, or std::to_string", {}},
      {"system(", "no shell: posix_spawn or exec with a list of arguments", {}},
      {"popen(", "no shell: a pipe, and exec with a list of arguments", {}},
      {"using namespace std;", "name what you use: std::string", {}},
      {"PQexec", "name an api function: db.call(\"domain_verb_noun\", {…})",
       {"shared/pg/", "shared/testing/", "tests/failpoints/"}},
      {"strcpy(", "std::string", {}},
      {"sprintf(", "std::to_string, std::to_chars or append", {}},
      {"atoi(", "std::from_chars, which says when the text is no number", {}},
      {"rand(", "random bytes of shared/crypto", {}},
      {"std::cout", "the log room; a program's answer may go to stdout",
       {"infra/", "shared/runtime/", "tests/"}},
      {"goto", "a function with an early return", {}},
  };
  return all;
}

bool home(const File& file, const std::vector<std::string_view>& folders) {
  return std::any_of(folders.begin(), folders.end(),
                     [&](std::string_view folder) { return file.in(folder); });
}

Findings banned_words(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file)) continue;
    const auto lines = cpp_code(file).lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const Ban& ban : bans()) {
        if (!has_word(lines[i], ban.word) || home(file, ban.allowed_in)) continue;
        found.push_back({file.path, i + 1, std::string{ban.word} + " is banned; instead: " +
                                               std::string{ban.instead}});
      }
    }
  }
  return found;
}

// Money is whole kopecks from the database to the screen.
Findings broken_money(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    const bool sql = file.ends(".sql");
    if (!sql && !is_cpp(file)) continue;
    const auto lines = sql ? sql_code(file).lines : cpp_code(file).lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool money = file.in("shared/money/") || lines[i].find("kopecks") != std::string::npos;
      const bool broken = has_word(lines[i], "double") || has_word(lines[i], "float") ||
                          (sql && has_word(lines[i], "real"));
      if (!money || !broken) continue;
      found.push_back({file.path, i + 1, "money is whole kopecks in std::int64_t (bigint in SQL); "
                                         "a share of it is computed in integers"});
    }
  }
  return found;
}

bool is_sql(const std::string& text) {
  const std::string line = lowered(trimmed(text));
  const auto has = [&](std::string_view part) { return line.find(part) != std::string::npos; };
  return line.starts_with("select ") || has("insert into ") || has("delete from ") ||
         (line.starts_with("update ") && has(" set ")) || line.starts_with("listen ") ||
         (line.starts_with("copy ") && (has(" from ") || has(" to "))) ||
         (line.starts_with("with ") && has(" as (")) || line.starts_with("call api.");
}

Findings sql_in_cpp(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file) || file.ends(".test.cpp") ||
        home(file, {"shared/pg/", "shared/testing/", "tests/"})) {
      continue;
    }
    for (const Literal& literal : cpp_code(file).literals) {
      if (!is_sql(literal.text)) continue;
      found.push_back({file.path, literal.line, "no SQL in C++: put it into a function of sql/api "
                                                "and call that by name"});
    }
  }
  return found;
}

Findings leftovers(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (file.derived()) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (const std::string_view word : {"TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"}) {
        if (!has_word(file.lines[i], word)) continue;
        found.push_back({file.path, i + 1,
                         "finish it now, or write an issue and say here what holds today"});
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("banned words stand nowhere in the code", "[tidy][banned]") {
  CHECK(holds(banned_words(checkout())));
  for (const Ban& ban : bans()) {
    INFO(ban.word);
    const std::string word{ban.word};
    const Tree bad = sample({{"functions/a/x.cpp", "// " + word + "\n" + word + "\n"},
                             {"functions/a/y.cpp", "say(\"" + word + "\");\nmy_" + word + "\n"}});
    const bool joined = places(banned_words(bad)) == "functions/a/x.cpp:2";
    CHECK((joined || word.front() == '#'));
  }
}

TEST_CASE("money is never a floating point number", "[tidy][banned]") {
  CHECK(holds(broken_money(checkout())));
  const Tree bad = sample({{"functions/a/x.cpp", "double sum_kopecks = 0;\ndouble width = 0;\n"},
                           {"shared/money/x.hpp", "double rate;\n"},
                           {"sql/migrations/0009_x.sql", "sum_kopecks real,\nshare real,\n"}});
  CHECK(places(broken_money(bad)) ==
        "functions/a/x.cpp:1 shared/money/x.hpp:1 sql/migrations/0009_x.sql:1");
}

TEST_CASE("no SQL text stands in C++", "[tidy][banned]") {
  CHECK(holds(sql_in_cpp(checkout())));
  const Tree bad = sample({
      {"functions/a/x.cpp", "ask(\"select 1\");\nask(R\"(\n  Insert Into t values (1))\");\n"
                            "say(\"select\"); // select 1\nsay(\"update the page\");\n"},
      {"functions/a/x.test.cpp", "ask(\"select 1\");\n"},
      {"shared/pg/x.cpp", "ask(\"select 1\");\n"},
  });
  CHECK(places(sql_in_cpp(bad)) == "functions/a/x.cpp:1 functions/a/x.cpp:2");
}

TEST_CASE("nothing is left for later without an issue", "[tidy][banned]") {
  CHECK(holds(leftovers(checkout())));
  const Tree bad = sample({{"a.sql", "-- TO" "DO: more\n"},
                           {"a.tsx", "// FIX" "ME\n// XX" "X\n"},
                           {"infra/a", "mktemp /tmp/a.XXXX" "XX\n# HA" "CK\n"}});
  CHECK(places(leftovers(bad)) == "a.sql:1 a.tsx:1 a.tsx:2 infra/a:2");
}

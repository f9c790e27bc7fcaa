// Names of files and of tests. A name that fits everything tells nothing.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace kabinet::tidy;

namespace {

constexpr std::array<std::string_view, 6> empty_names{"common", "util",    "utils",
                                                      "helper", "helpers", "misc"};
constexpr std::array<std::string_view, 4> empty_claims{"works", "work correctly", "correctly",
                                                       "should"};

Findings empty_file_names(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    for (const auto name : empty_names) {
      if (file.derived() || !has_word(lowered(file.path), name)) continue;
      found.push_back({file.path, 1, "\"" + std::string{name} +
                                         "\" fits everything: name the file after the one thing "
                                         "in it"});
      break;
    }
  }
  return found;
}

bool names_a_test(std::string_view line) {
  const std::string_view start = trimmed(line);
  for (const std::string_view call : {"TEST_CASE(", "SECTION(", "test(", "it(", "describe("}) {
    if (start.starts_with(call)) return true;
  }
  return false;
}

std::string name_of_test(std::string_view line) {
  const std::size_t open = line.find_first_of("\"'`");
  if (open == line.npos) return {};
  return lowered(line.substr(open + 1, line.find(line[open], open + 1) - open - 1));
}

Findings empty_test_names(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    const bool cpp = file.ends(".cpp");
    if (!cpp && !file.ends(".ts") && !file.ends(".tsx") && !file.ends(".mjs")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (!names_a_test(file.lines[i])) continue;
      const std::string name = name_of_test(file.lines[i]);
      for (const auto claim : empty_claims) {
        if (!has_word(name, claim)) continue;
        found.push_back({file.path, i + 1,
                         "a test's name states the rule in the present tense (\"nobody reads "
                         "another client's contract\"); \"" +
                             std::string{claim} + "\" says nothing"});
        break;
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a file is named after the one thing in it", "[tidy][names]") {
  CHECK(holds(empty_file_names(checkout())));
  const Tree bad = sample({{"shared/util/x.cpp", ""},
                           {"web/src/helpers.ts", ""},
                           {"nginx/snippets/fastcgi.common.conf", ""},
                           {"functions/activate/common_passwords.inc", ""},
                           {"functions/pay/utility.cpp", ""}});
  CHECK(places(empty_file_names(bad)) ==
        "shared/util/x.cpp:1 web/src/helpers.ts:1 nginx/snippets/fastcgi.common.conf:1");
}

TEST_CASE("a test's name states a rule", "[tidy][names]") {
  CHECK(holds(empty_test_names(checkout())));
  const Tree bad = sample({
      {"a.test.cpp", "TEST_CASE(\"login works\", \"[x]\") {\nTEST_CASE(\"a work of art\") {\n"},
      {"a.test.tsx", "it('should render', () => {})\n  test(`nobody waits`, () => {})\n"},
  });
  CHECK(places(empty_test_names(bad)) == "a.test.cpp:1 a.test.tsx:1");
}

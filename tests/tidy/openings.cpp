// A source file opens by saying what it is for. Tables of data and styles need not.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace kabinet::tidy;

namespace {

constexpr std::array<std::string_view, 16> endings{
    ".cpp", ".hpp", ".cpp.in", ".sql", ".ts",    ".tsx",            ".mjs", ".js",
    ".cjs", ".conf", ".sh",    ".py",  ".cmake", "/CMakeLists.txt", ".php",
    ".lua"};

bool is_source(const File& file) {
  if (file.script() || file.path == "CMakeLists.txt") return true;
  for (const auto ending : endings) {
    if (file.ends(ending)) return true;
  }
  return false;
}

bool is_comment(std::string_view line) {
  for (const std::string_view mark : {"//", "/*", "--", "# ", "; ", "\\ "}) {
    if (line.starts_with(mark)) return true;
  }
  return false;
}

Findings silent_openings(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    // Patterns of derived files are parts of texts, not files.
    if (!is_source(file) || file.derived() || file.in("infra/fnctl/patterns/")) continue;
    std::size_t first = 0;
    while (first < file.lines.size()) {
      const std::string_view line = trimmed(file.lines[first]);
      if (!line.empty() && !line.starts_with("#!") && line != "<?php" &&
          line != "# shellcheck shell=bash") {
        break;
      }
      ++first;
    }
    if (first < file.lines.size() && is_comment(trimmed(file.lines[first]))) continue;
    found.push_back({file.path, 1, "open the file with two to eight lines of comment: what it is "
                                   "for, and what it leaves to others"});
  }
  return found;
}

}  // namespace

TEST_CASE("a source file opens with what it is for", "[tidy][openings]") {
  CHECK(holds(silent_openings(checkout())));
  const Tree bad = sample({{"a.cpp", "#include <map>\n// late\n"},
                           {"a.hpp", "#pragma once\n"},
                           {"a.sql", "select 1;\n"},
                           {"infra/a", "#!/bin/sh\nset -eu\n"},
                           {"infra/b", "#!/bin/sh\n# Says why.\n"},
                           {"a.tsx", "// Why.\n"},
                           {"a.json", "{}\n"}});
  CHECK(places(silent_openings(bad)) == "a.cpp:1 a.hpp:1 a.sql:1 infra/a:1");
}

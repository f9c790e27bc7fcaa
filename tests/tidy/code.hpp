// One file without its comments and without the insides of its strings, so that a rule about code
// is not woken by words. Lines and columns stay where they were.
#pragma once

#include "tree.hpp"

namespace kabinet::tidy {

struct Literal {
  std::size_t line = 0;  // where it begins, from 1
  std::string text;      // as written, escapes untouched
};

struct Code {
  std::vector<std::string> lines;
  std::vector<Literal> literals;
};

bool is_cpp(const File& file);        // .cpp .hpp, and the .in templates of them
Code cpp_code(const File& file);      // also good enough for TypeScript without templates
Code sql_code(const File& file);      // comments, 'strings' and $$bodies$$ blanked

struct Include {
  std::size_t line = 0;
  std::string path;
  bool quoted = false;  // "…" rather than <…>
};
std::vector<Include> includes(const File& file);

}  // namespace kabinet::tidy

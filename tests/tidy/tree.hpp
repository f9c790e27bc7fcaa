// The tree that the rules read, and what a rule says about it. A rule is a plain function from a
// Tree to Findings; its file also proves on a small bad sample that it can fail.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet::tidy {

struct File {
  std::string path;  // from the top of the tree
  std::vector<std::string> lines;
  bool executable = false;

  bool in(std::string_view folder) const;    // folder ends with '/'
  bool ends(std::string_view ending) const;
  bool derived() const;                      // written by a program: lengths do not bind it
  bool script() const;                       // has a #! line
};

using Tree = std::vector<File>;

struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string advice;  // what to do instead
};

using Findings = std::vector<Finding>;

// Every text file git knows or would take (ls-files --cached --others --exclude-standard).
const Tree& checkout();

// A tree of a few files, for proving that a rule can fail. Files in `sample` are not executable.
Tree sample(std::initializer_list<std::pair<std::string, std::string>> files);

// True when nothing was found; else says on stderr what and where, one "path:line: advice" a line.
bool holds(const Findings& findings);

// "path:line path:line", for comparing with a sample.
std::string places(const Findings& findings);

// The text of one file; empty when there is no such file.
std::string text_of(const Tree& tree, std::string_view path);

std::vector<std::string> split_lines(std::string_view text);
std::string_view trimmed(std::string_view text);
std::string lowered(std::string_view text);

// Where `word` stands in `line` with no letter, digit or _ around it; npos when nowhere.
std::size_t find_word(std::string_view line, std::string_view word, std::size_t from = 0);
bool has_word(std::string_view line, std::string_view word);

// The identifier (letters, digits, _) that starts at `at`.
std::string_view name_at(std::string_view line, std::size_t at);

}  // namespace kabinet::tidy

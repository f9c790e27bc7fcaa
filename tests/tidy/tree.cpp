// Reading the tree: git says which files there are, and binary ones are left out. Nothing here
// knows a rule.
#include "tree.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace kabinet::tidy {

namespace {

namespace fs = std::filesystem;

bool joins(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string output_of(std::vector<const char*> command) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error{"no pipe"};
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    command.push_back(nullptr);
    execvp(command[0], const_cast<char* const*>(command.data()));
    _exit(127);
  }
  close(ends[1]);
  std::string out;
  std::array<char, 8192> part{};
  for (ssize_t got = 0; (got = read(ends[0], part.data(), part.size())) > 0;) {
    out.append(part.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error{std::string{command[0]} + " failed"};
  return out;
}

Tree read_tree() {
  const std::string listed =
      output_of({"git", "-c", "safe.directory=*", "-C", KABINET_SOURCE_DIR, "ls-files", "-z",
                 "--cached", "--others", "--exclude-standard", "--deduplicate"});
  Tree tree;
  for (std::size_t at = 0; at < listed.size();) {
    const std::string path = listed.c_str() + at;
    at += path.size() + 1;
    const fs::path full = fs::path{KABINET_SOURCE_DIR} / path;
    if (!fs::is_regular_file(full) || fs::is_symlink(full)) continue;
    std::ifstream in{full, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (text.find('\0') != std::string::npos) continue;
    const bool runs = (fs::status(full).permissions() & fs::perms::owner_exec) != fs::perms::none;
    tree.push_back({path, split_lines(text), runs});
  }
  return tree;
}

}  // namespace

bool File::in(std::string_view folder) const { return path.starts_with(folder); }
bool File::ends(std::string_view ending) const { return path.ends_with(ending); }

bool File::derived() const {
  return path.find("generated/") != std::string::npos || ends("package-lock.json") ||
         path.find("golden/expected/") != std::string::npos || in("tests/data/");
}

bool File::script() const { return !lines.empty() && lines.front().starts_with("#!"); }

const Tree& checkout() {
  static const Tree tree = read_tree();
  return tree;
}

Tree sample(std::initializer_list<std::pair<std::string, std::string>> files) {
  Tree tree;
  for (const auto& [path, text] : files) tree.push_back({path, split_lines(text)});
  return tree;
}

bool holds(const Findings& findings) {
  for (const auto& [path, line, advice] : findings) {
    std::cerr << path << ":" << line << ": " << advice << "\n";
  }
  return findings.empty();
}

std::string places(const Findings& findings) {
  std::string text;
  for (const auto& finding : findings) {
    text += (text.empty() ? "" : " ") + finding.path + ":" + std::to_string(finding.line);
  }
  return text;
}

std::string text_of(const Tree& tree, std::string_view path) {
  std::string text;
  for (const File& file : tree) {
    if (file.path != path) continue;
    for (const auto& line : file.lines) text += line + "\n";
  }
  return text;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::size_t find_word(std::string_view line, std::string_view word, std::size_t from) {
  for (std::size_t at = from; (at = line.find(word, at)) != line.npos; ++at) {
    const bool left = at == 0 || !joins(line[at - 1]) || !joins(word.front());
    const std::size_t end = at + word.size();
    if (left && (end >= line.size() || !joins(line[end]) || !joins(word.back()))) return at;
  }
  return line.npos;
}

bool has_word(std::string_view line, std::string_view word) {
  return find_word(line, word) != line.npos;
}

std::string_view name_at(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && joins(line[end])) ++end;
  return line.substr(at, end - at);
}

}  // namespace kabinet::tidy

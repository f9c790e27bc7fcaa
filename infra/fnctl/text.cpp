// The few moves of text that all derived files need.
#include "fnctl.hpp"

namespace kabinet::fnctl {

std::string fill(const std::string& pattern, Words words) {
  std::string made;
  for (std::size_t at = 0; at < pattern.size();) {
    bool replaced = false;
    for (const auto& [word, value] : words) {
      const std::string mark = "@" + std::string{word} + "@";
      if (pattern.compare(at, mark.size(), mark) != 0) continue;
      made += value;
      at += mark.size();
      replaced = true;
      break;
    }
    if (!replaced) made += pattern[at++];
  }
  return made;
}

std::string pascal(std::string_view snake) {
  std::string made;
  bool upper = true;
  for (const char c : snake) {
    if (c == '_') {
      upper = true;
      continue;
    }
    made += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return made;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string made;
  for (const auto& part : parts) made += (made.empty() ? "" : std::string{between}) + part;
  return made;
}

std::string derived_from(const std::string& comment, const Manifest& one) {
  return comment + " Derived by fnctl from functions/" + one.name +
         "/function.json; do not edit.\n";
}

}  // namespace kabinet::fnctl

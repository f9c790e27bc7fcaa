// Windows-1251 is known to the room `sheet`; CP866 only banks still write.
#include "bank/encoding.hpp"

#include "sheet/encoding.hpp"
#include "text/text.hpp"

#include <algorithm>
#include <array>

namespace kabinet::bank {

namespace {

constexpr std::string_view version_key = "ВерсияФормата";
constexpr std::string_view any_section = "Секция";

// Bytes 0xB0 to 0xDF are lines and shades; 0xF0 to 0xFF as follows. The rest are letters in order.
constexpr std::array<std::string_view, 16> tail = {"Ё", "ё", "Є", "є", "Ї", "ї", "Ў", "ў",
                                                   "°", "∙", "·", "√", "№", "¤", "■", "\u00A0"};

std::string letter(unsigned code) {
  return {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
}

// Banks order the keys of the header as they like. Behind it the words are people's, and one who
// writes of versions must not decide what the file is.
bool says_version(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    if (line.starts_with(version_key)) return true;
    if (line.starts_with(any_section)) return false;
  }
  return false;
}

}  // namespace

std::string from_cp866(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else if (byte < 0xB0) {
      out += letter(0x410U + byte - 0x80U);  // А to п
    } else if (byte < 0xE0) {
      out += '#';  // drawn lines carry no meaning in a statement
    } else if (byte < 0xF0) {
      out += letter(0x440U + byte - 0xE0U);  // р to я
    } else {
      out += tail.at(byte - 0xF0U);
    }
  }
  return out;
}

bool make_utf8(std::vector<std::string>& lines) {
  if (std::all_of(lines.begin(), lines.end(), [](const auto& line) { return is_utf8(line); })) {
    return says_version(lines);
  }
  std::vector<std::string> windows = lines;
  bool whole = true;
  for (std::string& line : windows) whole = kabinet::make_utf8(line) != Encoding::broken && whole;
  if (whole && says_version(windows)) {
    lines = std::move(windows);
    return true;
  }
  for (std::string& line : lines) line = from_cp866(line);
  return says_version(lines);
}

}  // namespace kabinet::bank

// The upper half of Windows-1251 and the judgement on a line; nothing of files.
#include "sheet/encoding.hpp"

#include "text/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kabinet {

namespace {

// Code points of bytes 0x80 to 0xBF; 0x98 has none. 0xC0 to 0xFF are А to я in order.
constexpr std::array<std::uint16_t, 64> upper_half = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
    0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0,      0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
    0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
    0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
    0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

void append(std::string& out, unsigned code) {
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
  } else {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (code & 0x3F));
}

// Russian letters in UTF-8 are pairs: D0 or D1, then 80 to BF. In Windows-1251 such a pair is a
// capital Р or С before a sign or Ё: possible, but not most of a line.
bool mostly_utf8(const std::string& line) {
  std::size_t pairs = 0;
  std::size_t strays = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const auto byte = static_cast<unsigned char>(line[at]);
    if (byte < 0x80) continue;
    const auto after = at + 1 < line.size() ? static_cast<unsigned char>(line[at + 1]) : 0U;
    const bool pair = (byte == 0xD0 || byte == 0xD1) && (after & 0xC0) == 0x80;
    ++(pair ? pairs : strays);
    at += pair;
  }
  return pairs > strays;
}

}  // namespace

Encoding make_utf8(std::string& line) {
  const auto high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::none_of(line.begin(), line.end(), high)) return Encoding::ascii;
  if (is_utf8(line)) return Encoding::utf8;
  if (mostly_utf8(line) || line.find('\x98') != std::string::npos) return Encoding::broken;
  std::string out;
  out.reserve(line.size() * 2);
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      append(out, byte >= 0xC0 ? 0x0410U + byte - 0xC0U : upper_half[byte - 0x80U]);
    }
  }
  line = std::move(out);
  return Encoding::cp1251;
}

}  // namespace kabinet

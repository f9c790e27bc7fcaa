// Text as a QR symbol. The text goes in as bytes of UTF-8, without a note of its encoding (ECI):
// that is what the readers of bank apps expect.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kabinet {

struct Qr {
  int size = 0;            // modules along a side, without the quiet zone
  std::vector<bool> dark;  // row by row
};

// Light modules that must surround the symbol on every side.
inline constexpr int quiet_zone = 4;

// Error correction level M. Throws std::length_error for what does not fit the largest symbol
// (2331 bytes) and std::invalid_argument for no text.
[[nodiscard]] Qr qr_of(std::string_view text);

// Side of the drawing in modules, with the quiet zone.
[[nodiscard]] int drawn_size(const Qr& symbol);

// The dark modules as the attribute `d` of an SVG path, one module a unit, the quiet zone left
// free: with viewBox "0 0 N N" of N = drawn_size() it is the whole picture.
[[nodiscard]] std::string svg_path(const Qr& symbol);

}  // namespace kabinet

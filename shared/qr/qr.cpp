// The symbol is libqrencode's; drawing it as runs of dark modules keeps the path short.
#include "qr/qr.hpp"

#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <new>
#include <stdexcept>

namespace kabinet {

Qr qr_of(std::string_view text) {
  if (text.empty()) throw std::invalid_argument{"a QR symbol holds some text"};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      &QRcode_free};
  if (!code && errno == ERANGE) throw std::length_error{"the text fits no QR symbol"};
  if (!code) throw std::bad_alloc{};
  Qr symbol{code->width, {}};
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  symbol.dark.reserve(count);
  for (std::size_t i = 0; i < count; ++i) symbol.dark.push_back((code->data[i] & 1U) != 0);
  return symbol;
}

int drawn_size(const Qr& symbol) { return symbol.size + 2 * quiet_zone; }

std::string svg_path(const Qr& symbol) {
  const auto side = static_cast<std::size_t>(symbol.size);
  std::string path;
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side;) {
      std::size_t end = x;
      while (end < side && symbol.dark[y * side + end]) ++end;
      if (end > x) {
        const std::string run = std::to_string(end - x);
        path += "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" +
                run + "v1h-" + run + "z";
      }
      x = end + 1;
    }
  }
  return path;
}

}  // namespace kabinet

// Bytes as libsodium wants them; for the sources of this room only.
#pragma once

#include <string>
#include <string_view>

namespace kabinet {

[[nodiscard]] inline const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
[[nodiscard]] inline unsigned char* raw(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace kabinet

// The table of common passwords is compiled in: no file to lose, no row to read. It holds sorted
// prefixes of hashes, so a lookup is one hash and one binary search.
#include "activate/password_rules.hpp"

#include "crypto/crypto.hpp"
#include "text/text.hpp"

#include <algorithm>

namespace kabinet::activate {

namespace {

constexpr std::size_t prefix_size = 6;
constexpr std::size_t least_length = 10;
constexpr std::size_t least_personal = 4;

constexpr char table[] =
#include "activate/common_passwords.inc"
    ;

const std::string& prefixes() {
  static const std::string bytes = from_base64url({table, sizeof table - 1}).data;
  return bytes;
}

// Latin and Cyrillic letters in lower case (ё with е: people swap them); the rest as it is.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte + 32);
    } else if (byte == 0xD0 && next >= 0x90 && next <= 0x9F) {  // А-П
      out += {'\xD0', static_cast<char>(next + 0x20)}, ++i;
    } else if (byte == 0xD0 && next >= 0xA0 && next <= 0xAF) {  // Р-Я
      out += {'\xD1', static_cast<char>(next - 0x20)}, ++i;
    } else if ((byte == 0xD0 && next == 0x81) || (byte == 0xD1 && next == 0x91)) {  // Ё, ё
      out += "\xD0\xB5", ++i;
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

bool is_common(const std::string& word) {
  const std::string prefix = hash32(word).data.substr(0, prefix_size);
  const std::string& all = prefixes();
  std::size_t low = 0;
  std::size_t high = all.size() / prefix_size;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = all.compare(middle * prefix_size, prefix_size, prefix);
    if (order == 0) return true;
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return false;
}

}  // namespace

std::size_t common_passwords() { return prefixes().size() / prefix_size; }

Weakness weakness_of(const Secret& password, const std::vector<std::string>& personal) {
  if (utf8_length(password.reveal()) < least_length) return Weakness::too_short;
  const std::string word = folded(password.reveal());
  if (is_common(word)) return Weakness::too_common;
  const bool holds = std::any_of(personal.begin(), personal.end(), [&](const std::string& part) {
    return utf8_length(part) >= least_personal && word.find(folded(part)) != std::string::npos;
  });
  return holds ? Weakness::too_personal : Weakness::none;
}

}  // namespace kabinet::activate

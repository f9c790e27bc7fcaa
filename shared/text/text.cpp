// Checks and shapes of outside strings. Deliberately without locale: the same bytes give the same
// answer on every machine.
#include "text/text.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <chrono>

namespace kabinet {

namespace {

// Length of the code point that begins at `at`, or 0 if it is not valid UTF-8.
std::size_t code_point(std::string_view text, std::size_t at, std::uint32_t& value) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) {
    value = first;
    return 1;
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return 0;
  value = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
    value = value << 6 | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least.at(length) || value > 0x10FFFF || surrogate) return 0;
  return length;
}

template <typename Visit>
bool each_code_point(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    std::uint32_t value = 0;
    const std::size_t length = code_point(text, at, value);
    if (length == 0 || !visit(value, text.substr(at, length))) return false;
    at += length;
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return each_code_point(text, [](std::uint32_t, std::string_view) { return true; });
}

bool is_clean_utf8(std::string_view text) {
  return each_code_point(text, [](std::uint32_t value, std::string_view) {
    return (value >= 0x20 || value == '\t' || value == '\n') && value != 0x7F;
  });
}

std::size_t utf8_length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

bool is_phone(std::string_view text) {
  if (text.size() < 11 || text.size() > 16 || text.front() != '+' || text[1] == '0') return false;
  for (const char c : text.substr(1)) {
    if (!is_digit(c)) return false;
  }
  return true;
}

std::string masked_phone(std::string_view phone) {
  if (!is_phone(phone)) return "•••";
  const std::string_view last = phone.substr(phone.size() - 4);
  return std::string{phone.substr(0, phone.size() - 10)} + " ••• •••-" +
         std::string{last.substr(0, 2)} + "-" + std::string{last.substr(2)};
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > 254 || at == 0 || at == std::string_view::npos ||
      text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view host = text.substr(at + 1);
  if (host.empty() || host.find('.') == std::string_view::npos || host.front() == '.' ||
      host.back() == '.') {
    return false;
  }
  return each_code_point(
      text, [](std::uint32_t value, std::string_view) { return value > 0x20 && value != 0x7F; });
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    if (dash ? c != '-' : !(is_digit(c) || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

std::string without_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string_view::npos) return digits.empty() ? "" : "0";
  return std::string{digits.substr(first)};
}

std::optional<std::int64_t> to_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string roubles(std::int64_t kopecks) {
  const bool below_zero = kopecks < 0;
  // The lowest int64 has no positive twin, so the digits are taken as unsigned.
  const std::uint64_t amount =
      below_zero ? 0 - static_cast<std::uint64_t>(kopecks) : static_cast<std::uint64_t>(kopecks);
  std::string cents = std::to_string(amount % 100);
  if (cents.size() < 2) cents.insert(0, "0");
  return (below_zero ? "-" : "") + std::to_string(amount / 100) + "." + cents;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[i])) return false;
  }
  using namespace std::chrono;
  const auto number = [&](std::size_t at, std::size_t count) {
    return static_cast<int>(to_integer(text.substr(at, count)).value_or(0));
  };
  return number(0, 4) >= 1900 &&
         year_month_day{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                        day{static_cast<unsigned>(number(8, 2))}}
             .ok();
}

std::optional<std::string> normalised_login(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string out;
  std::size_t count = 0;
  const bool fits = each_code_point(text, [&](std::uint32_t value, std::string_view bytes) {
    ++count;
    if (value >= 'a' && value <= 'z') {
      out += static_cast<char>(value - 0x20);
    } else if ((value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9') || value == '-' ||
               value == '_' || value == '/' || value == '.') {
      out += static_cast<char>(value);
    } else if (value >= 0x430 && value <= 0x44F) {  // а … я
      const std::uint32_t upper = value - 0x20;
      out += static_cast<char>(0xC0 | upper >> 6);
      out += static_cast<char>(0x80 | (upper & 0x3F));
    } else if (value == 0x451) {  // ё
      out += "Ё";
    } else if ((value >= 0x410 && value <= 0x42F) || value == 0x401) {
      out += bytes;
    } else {
      return false;
    }
    return true;
  });
  if (!fits || count == 0 || count > 64) return std::nullopt;
  return out;
}

std::string network_of(std::string_view address) {
  const std::string text{address};
  std::array<unsigned char, 16> bytes{};
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    bytes[3] = 0;
    inet_ntop(AF_INET, bytes.data(), out.data(), out.size());
    return std::string{out.data()} + "/24";
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
    for (std::size_t i = 6; i < 16; ++i) bytes.at(i) = 0;
    inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return std::string{out.data()} + "/48";
  }
  return "unknown";
}

}  // namespace kabinet

// Outside text into kinds, and what may be shown of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kabinet {

// Valid UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text);
// The same without control characters; tab and line feed are allowed.
[[nodiscard]] bool is_clean_utf8(std::string_view text);
// Code points of valid UTF-8.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

// 0 to 9, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// E.164: + and 10 to 15 digits, nothing else.
[[nodiscard]] bool is_phone(std::string_view text);
// "+7 ••• •••-12-34": the last four digits are all that is shown of a number.
[[nodiscard]] std::string masked_phone(std::string_view phone);
// One at sign, a dot in the host, no spaces or control characters, at most 254 bytes.
[[nodiscard]] bool is_email(std::string_view text);
// 8-4-4-4-12 hex digits in lower case.
[[nodiscard]] bool is_uuid(std::string_view text);
// YYYY-MM-DD of a day that exists.
[[nodiscard]] bool is_date(std::string_view text);
// Decimal digits with an optional minus; absent if out of range or anything else stands there.
[[nodiscard]] std::optional<std::int64_t> to_integer(std::string_view text);
// Digits as the number they are: "007" is "7", "00" is "0".
[[nodiscard]] std::string without_zeros(std::string_view digits);
// "-1234.56" of -123456 kopecks; every value of int64 has its text.
[[nodiscard]] std::string roubles(std::int64_t kopecks);

// The client's sign-in number: spaces at the ends cut, Latin and Cyrillic letters in upper case,
// 1 to 64 characters of letters, digits and - _ / . ; absent for anything else.
[[nodiscard]] std::optional<std::string> normalised_login(std::string_view text);

// "127.0.0.0/24" or "2001:db8:1::/48" of an address; "unknown" for what is no address.
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace kabinet

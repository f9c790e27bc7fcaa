// Cookies and query strings: the two header-shaped inputs that are read by hand.
#include "http/request.hpp"

#include "base/refusal.hpp"
#include "text/text.hpp"

#include <cstddef>

namespace kabinet {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) refuse("request_malformed");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  if (!is_clean_utf8(out)) refuse("request_malformed");
  return out;
}

}  // namespace

std::string attachment(std::string_view name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string plain;
  std::string whole;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '-' || c == '_' || c == '.';
    const bool foreign = byte >= 0x80;
    if (safe) {
      plain += c;
      whole += c;
      continue;
    }
    if (!plain.ends_with('-')) plain += '-';
    if (foreign) whole += {'%', digits[byte >> 4], digits[byte & 15]};
    else if (!whole.ends_with('-')) whole += '-';
  }
  std::string header = "attachment; filename=\"" + plain + "\"";
  if (whole.find('%') != std::string::npos) header += "; filename*=UTF-8''" + whole;
  return header;
}

std::string cookie_value(std::string_view header, std::string_view name) {
  std::string value;
  int seen = 0;
  while (!header.empty()) {
    const auto end = header.find(';');
    const std::string_view pair = trimmed(header.substr(0, end));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      value = pair.substr(equals + 1);
      ++seen;
    }
    if (end == std::string_view::npos) break;
    header.remove_prefix(end + 1);
  }
  return seen == 1 ? value : std::string{};
}

std::map<std::string, std::string> query_fields(std::string_view query) {
  std::map<std::string, std::string> fields;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    if (!pair.empty()) {
      const auto equals = pair.find('=');
      auto name = decoded(pair.substr(0, equals));
      auto value =
          equals == std::string_view::npos ? std::string{} : decoded(pair.substr(equals + 1));
      if (name.empty() || fields.size() >= 64) refuse("request_malformed");
      if (!fields.emplace(std::move(name), std::move(value)).second) refuse("request_malformed");
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return fields;
}

}  // namespace kabinet

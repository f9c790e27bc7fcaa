// The grammars of sums, days and rates as accounting systems write them.
#include "registry/values.hpp"

#include "text/text.hpp"

#include <array>

namespace kabinet::registry {

namespace {

constexpr std::string_view digits = "0123456789";

struct Decimal {
  std::string whole;
  std::string fraction;
  bool below_zero = false;
};

// Every kind of space that stands between thousands becomes a plain one.
std::string with_plain_spaces(std::string_view text) {
  constexpr std::array<std::string_view, 3> spaces = {"\u00A0", "\u202F", "\u2009"};
  std::string out{text};
  for (const std::string_view space : spaces) {
    for (std::size_t at = 0; (at = out.find(space, at)) != std::string::npos;) {
      out.replace(at, space.size(), " ");
    }
  }
  return out;
}

// "1 234 567": one to three digits, then groups of three; or digits alone.
std::optional<std::string> whole_part(std::string_view text) {
  std::string out;
  bool grouped = false;
  while (true) {
    const std::size_t end = text.find(' ');
    const std::string_view group = text.substr(0, end);
    const bool last = end == std::string_view::npos;
    grouped = grouped || !last;
    const bool right_size = !grouped || (out.empty() ? group.size() <= 3 : group.size() == 3);
    if (group.empty() || !right_size ||
        group.find_first_not_of(digits) != std::string_view::npos) {
      return std::nullopt;
    }
    out += group;
    if (last) return out;
    text.remove_prefix(end + 1);
  }
}

std::optional<Decimal> decimal(std::string_view raw) {
  const std::string plain = with_plain_spaces(raw);
  std::string_view text = plain;
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  Decimal out;
  for (const std::string_view minus : {"-", "\u2212"}) {
    if (!out.below_zero && text.starts_with(minus)) {
      out.below_zero = true;
      text.remove_prefix(minus.size());
    }
  }
  const std::size_t sign = text.find_first_of(".,");
  if (sign != std::string_view::npos) {
    out.fraction = text.substr(sign + 1);
    if (out.fraction.empty() || out.fraction.find_first_not_of(digits) != std::string::npos) {
      return std::nullopt;
    }
  }
  const std::optional<std::string> whole = whole_part(text.substr(0, sign));
  if (!whole) return std::nullopt;
  out.whole = *whole;
  return out;
}

}  // namespace

Read<std::int64_t> read_sum(std::string_view text) {
  std::optional<Decimal> parts = decimal(text);
  if (!parts) return {std::nullopt, "sum_unreadable"};
  if (parts->fraction.size() > 2) return {std::nullopt, "sum_too_precise"};
  parts->fraction.resize(2, '0');
  const std::optional<std::int64_t> kopecks = to_integer(parts->whole + parts->fraction);
  if (!kopecks || *kopecks > sum_max_kopecks) return {std::nullopt, "sum_too_large"};
  return {parts->below_zero ? -*kopecks : *kopecks, {}};
}

Read<std::string> read_day(std::string_view text) {
  std::string day{text};
  if (day.size() == 10 && day[2] == '.' && day[5] == '.') {
    day = day.substr(6) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2);
  }
  if (!is_date(day)) return {std::nullopt, "day_unknown"};
  return {day, {}};
}

Read<std::string> read_rate(std::string_view text) {
  const std::optional<Decimal> parts = decimal(text);
  if (!parts || parts->below_zero || parts->fraction.size() > 4) {
    return {std::nullopt, "rate_unreadable"};
  }
  const std::optional<std::int64_t> whole = to_integer(parts->whole);
  const bool over = !whole || *whole > 10'000 ||
                    (*whole == 10'000 &&
                     parts->fraction.find_first_not_of('0') != std::string::npos);
  if (over) return {std::nullopt, "rate_unreadable"};
  return {std::to_string(*whole) + (parts->fraction.empty() ? "" : "." + parts->fraction), {}};
}

}  // namespace kabinet::registry

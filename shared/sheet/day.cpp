// Days come from our own database or from checked input, so a wrong one here is our bug.
#include "sheet/day.hpp"

#include "text/text.hpp"

#include <charconv>
#include <stdexcept>

namespace kabinet {

DayParts require_day(std::string_view text) {
  if (!is_date(text)) throw std::invalid_argument{"a day in a sheet is written YYYY-MM-DD"};
  const auto number = [&](std::size_t from, std::size_t length) {
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + length, value);
    return value;
  };
  return {number(0, 4), number(5, 2), number(8, 2)};
}

}  // namespace kabinet

// A calendar day written YYYY-MM-DD, taken apart for a sheet.
#pragma once

#include <string_view>

namespace kabinet {

struct DayParts {
  int year = 0;
  int month = 0;
  int day = 0;
};

// Throws std::invalid_argument unless the text is a day that exists.
DayParts require_day(std::string_view text);

}  // namespace kabinet

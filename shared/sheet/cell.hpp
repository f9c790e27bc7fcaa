// What stands in one cell of a sheet that leaves the house. Text is text: it never becomes a
// formula or a link in the program that opens it. Numbers and dates are typed, so they need no
// such care. Money is kopecks here and roubles on the sheet, without a double on the way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kabinet {

struct Kopecks {
  std::int64_t value = 0;
};

// A day as YYYY-MM-DD; the writers throw std::invalid_argument for anything else.
struct Day {
  std::string text;
};

// monostate is an empty cell.
using Cell = std::variant<std::monostate, std::string, Kopecks, Day, std::int64_t>;
using Row = std::vector<Cell>;

// Text that begins with = + - @ TAB CR LF NUL, or with the full-width form of the first four,
// gets an apostrophe in front: spreadsheets take such cells for formulas (security.md F4).
[[nodiscard]] std::string neutralised(std::string_view text);

}  // namespace kabinet

// How suspicious text looks in a cell; nothing of files here.
#include "sheet/cell.hpp"

#include <algorithm>
#include <array>

namespace kabinet {

namespace {

// NUL stands in the list, so its length must be given.
constexpr std::string_view dangerous{"=+-@\t\r\n\0", 8};
// The same four signs in full-width form: spreadsheets of some languages read them alike.
constexpr std::array<std::string_view, 4> wide = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

}  // namespace

std::string neutralised(std::string_view text) {
  const bool guard =
      !text.empty() && (dangerous.find(text.front()) != std::string_view::npos ||
                        std::any_of(wide.begin(), wide.end(),
                                    [&](std::string_view sign) { return text.starts_with(sign); }));
  return (guard ? "'" : "") + std::string{text};
}

}  // namespace kabinet

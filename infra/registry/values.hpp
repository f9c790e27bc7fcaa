// Text of a registry's cell into a value, strictly: what is not surely right is refused with a
// code (words.hpp has the sentence). Sums go from decimal digits to kopecks without a double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kabinet::registry {

inline constexpr std::int64_t sum_max_kopecks = 100'000'000'000'000;  // a trillion roubles

template <typename T>
struct Read {
  std::optional<T> value;
  std::string_view fault;  // set if there is no value
};

// "1234.56", "1234,5", "1 234,56" (space, no-break or narrow space between groups of three).
[[nodiscard]] Read<std::int64_t> read_sum(std::string_view text);
// YYYY-MM-DD or DD.MM.YYYY of a day that exists, as YYYY-MM-DD.
[[nodiscard]] Read<std::string> read_day(std::string_view text);
// A yearly rate in percent: 0 to 10000, at most four decimals; with a point in the answer.
[[nodiscard]] Read<std::string> read_rate(std::string_view text);

}  // namespace kabinet::registry

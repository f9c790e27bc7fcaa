// Days as text compare as days do: all have four digits of a year.
#include "bank/day.hpp"

namespace kabinet::bank {

namespace {

constexpr std::string_view earliest = "2000-01-01";

}  // namespace

bool is_credible(std::string_view day, Day today) {
  return day >= earliest && day <= text_of(today + std::chrono::days{1});
}

}  // namespace kabinet::bank

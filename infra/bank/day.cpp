// Days as text compare as days do: all have four digits of a year.
#include "bank/day.hpp"

#include <array>
#include <ctime>

namespace kabinet::bank {

namespace {

constexpr std::string_view earliest = "2000-01-01";

}  // namespace

Day clock_day() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::string text_of(Day day) {
  const std::time_t second = std::chrono::system_clock::to_time_t(day);
  std::tm parts{};
  gmtime_r(&second, &parts);
  std::array<char, 16> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts)};
}

bool is_credible(std::string_view day, Day today) {
  return day >= earliest && day <= text_of(today + std::chrono::days{1});
}

}  // namespace kabinet::bank

// Days as text compare as days do: all have four digits of a year.
#include "registry/day.hpp"

#include <array>
#include <ctime>

namespace kabinet::registry {

std::chrono::sys_days clock_day() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::string text_of(std::chrono::sys_days day) {
  const std::time_t second = std::chrono::system_clock::to_time_t(day);
  std::tm parts{};
  gmtime_r(&second, &parts);
  std::array<char, 16> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts)};
}

}  // namespace kabinet::registry

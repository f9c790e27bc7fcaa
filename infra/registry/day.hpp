// Days by this machine's clock, to tell what lies ahead from what a file may say has happened.
#pragma once

#include <chrono>
#include <string>

namespace kabinet::registry {

using Day = std::chrono::sys_days;

// Of UTC: nowhere is it yet later than the day after it.
[[nodiscard]] Day clock_day();

// YYYY-MM-DD
[[nodiscard]] std::string text_of(Day day);

}  // namespace kabinet::registry

// Days by this machine's clock, to tell what lies ahead from what a file may say has happened.
#pragma once

#include <chrono>
#include <string>

namespace kabinet::registry {

// Of UTC: nowhere is it yet later than the day after it.
[[nodiscard]] std::chrono::sys_days clock_day();

// YYYY-MM-DD
[[nodiscard]] std::string text_of(std::chrono::sys_days day);

}  // namespace kabinet::registry

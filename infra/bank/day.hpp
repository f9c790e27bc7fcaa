// Which days of a bank's file are believed. A day is typed by people, and a payment that stands on
// a wrong one is late, or early, by years.
#pragma once

#include "registry/day.hpp"

#include <chrono>
#include <string_view>

namespace kabinet::bank {

using Day = std::chrono::sys_days;
using registry::clock_day;
using registry::text_of;

// Whether YYYY-MM-DD is from the year 2000, which is as old as the format is, until tomorrow,
// which may have begun where the bank is.
[[nodiscard]] bool is_credible(std::string_view day, Day today);

}  // namespace kabinet::bank

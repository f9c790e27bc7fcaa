// Which days a statement may name.
#include "bank/day.hpp"

#include <catch2/catch.hpp>

using namespace kabinet::bank;

TEST_CASE("a day is credible from the year 2000 until tomorrow", "[bank]") {
  constexpr Day today = std::chrono::year{2026} / 12 / 31;
  for (const char* good : {"2000-01-01", "2026-12-31", "2027-01-01"}) {
    INFO(good);
    CHECK(is_credible(good, today));
  }
  for (const char* bad : {"1900-01-01", "1999-12-31", "2027-01-02", "2090-11-28", "9999-12-31"}) {
    INFO(bad);
    CHECK_FALSE(is_credible(bad, today));
  }
}

TEST_CASE("a day is written as the database reads it, and today is credible", "[bank]") {
  CHECK(text_of(std::chrono::year{2026} / 3 / 1) == "2026-03-01");
  CHECK(is_credible(text_of(clock_day()), clock_day()));
}

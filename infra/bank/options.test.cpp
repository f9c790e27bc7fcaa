// What bank-import is told to do, and what it does not take for an order.
#include "bank/options.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace kabinet::bank;

TEST_CASE("a mistyped command line changes nothing", "[bank]") {
  using Words = std::vector<std::string>;
  for (const Words& bad :
       {Words{}, Words{"--dry"}, Words{"--dry-run"}, Words{"--assign", "1"}, Words{""},
        Words{"--assign", "x", "A-1"}, Words{"--assign", "1", ""}, Words{"f", "--unmatched"},
        Words{"--unmatched", "--dry-run"}}) {
    CHECK_THROWS_AS(read_options(bad), std::invalid_argument);
  }
  const Options files = read_options({"a", "--dry-run", "b"});
  CHECK(files.files == Words{"a", "b"});
  CHECK(files.dry_run);
  CHECK(read_options({"--unmatched"}).unmatched);
  CHECK(read_options({"--assign", "7", "A-1"}).assign == 7);
}

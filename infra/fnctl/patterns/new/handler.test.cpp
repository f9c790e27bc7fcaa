#include "@name@/manifest.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

TEST_CASE("@name@ says its name and the time to anybody", "[@name@]") {
  Bench bench;
  const Answer answer = bench.browser().get(@name@::function(), "/api/@name@");
  CHECK(answer.status() == 200);
  CHECK(answer.body().at("name") == "@name@");
  CHECK(answer.body().at("at").get<std::string>().size() == 20);
}

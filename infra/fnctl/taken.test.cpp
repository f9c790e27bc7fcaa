// Names that a function cannot have, by the tree as it is.
#include "fnctl.hpp"

#include <catch2/catch.hpp>

using namespace kabinet::fnctl;

namespace {

const std::filesystem::path source{KABINET_SOURCE_DIR};

}  // namespace

TEST_CASE("a name that would break everybody's build is refused", "[fnctl]") {
  for (const auto& [name, why] : std::vector<std::pair<std::string, std::string>>{
           {"class", "a word of C++"}, {"constexpr", "a word of C++"}, {"std", "a word of C++"},
           {"http", "a room"},         {"pg", "a room"},               {"sandbox", "a room"},
           {"import", "a program"},    {"front", "a program"},         {"supervise", "a program"},
           {"worker", "a program"},    {"test", "a program"},          {"all", "a target"},
           {"help", "a target"},       {"shim", "a target"},           {"derive", "a target"},
           {"csv", "a target"},        {"tidy_test", "a target"},      {"login_test", "a target"},
           {"fn_login", "a target"},   {"serve", "declared"},          {"refuse", "declared"}}) {
    INFO(name);
    CHECK_THAT(taken_by(source, name), Catch::Contains(why));
  }
}

TEST_CASE("a name of nothing else is free", "[fnctl]") {
  for (const char* name : {"callback", "report", "tests", "import_news", "login"}) {
    INFO(name);
    CHECK(taken_by(source, name).empty());
  }
}

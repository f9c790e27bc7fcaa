// What a cell looks like before it reaches any file.
#include "sheet/cell.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;

TEST_CASE("text that a spreadsheet takes for a formula gets an apostrophe", "[sheet]") {
  for (const std::string text : {"=1+1", "+7", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\uFF1D1",
                                 "\uFF0B1", "\uFF0D1", "\uFF201"}) {
    CHECK(neutralised(text) == "'" + text);
  }
  CHECK(neutralised(std::string_view{"\0=1", 3}) == std::string{"'\0=1", 4});
}

TEST_CASE("other text stays as it is", "[sheet]") {
  for (const std::string text : {"", "1=1", "Платёж клиента", "'=1", " =1", "a+b", "\uFF41"}) {
    CHECK(neutralised(text) == text);
  }
}

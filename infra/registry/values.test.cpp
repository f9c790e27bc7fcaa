// Sums, days and rates: what is read exactly and what is refused.
#include "registry/values.hpp"

#include "registry/words.hpp"

#include <catch2/catch.hpp>

using namespace kabinet::registry;

TEST_CASE("sums are read exactly in every spelling an accounting system uses", "[registry]") {
  for (const char* text : {"1234.56", "1234,56", "1 234.56", "1\u00A0234,56", "1\u202F234,56",
                           " 1234.56 "}) {
    INFO(text);
    CHECK(read_sum(text).value == 123456);
  }
  CHECK(read_sum("0.1").value == 10);
  CHECK(read_sum("7").value == 700);
  CHECK(read_sum("007.00").value == 700);
  CHECK(read_sum("-5,00").value == -500);
  CHECK(read_sum("\u2212" "5").value == -500);
  CHECK(read_sum("12 345 678.90").value == 1234567890);
  CHECK(read_sum("1000000000000.00").value == sum_max_kopecks);
}

TEST_CASE("what is not surely a sum is refused", "[registry]") {
  for (const char* text : {"", " ", "abc", "12a", "1e5", "0x10", "1.2.3", "1,234.56", "1 23.45",
                           "12 34", "1234 567", "1  234", ".50", "5.", "+5", "--5", "5-", "1.-5",
                           "NaN", "inf", "1\u00A0", "٣"}) {
    INFO(text);
    const auto read = read_sum(text);
    if (std::string_view{text} == "1\u00A0") {
      CHECK(read.value == 100);  // a space at the end is no group
    } else {
      CHECK(read.fault == "sum_unreadable");
    }
  }
  CHECK(read_sum("1.005").fault == "sum_too_precise");
  CHECK(read_sum("1000000000000.01").fault == "sum_too_large");
  CHECK(read_sum("99999999999999999999999").fault == "sum_too_large");
}

TEST_CASE("days are read in both spellings, and only days that exist", "[registry]") {
  CHECK(read_day("2026-02-28").value == "2026-02-28");
  CHECK(read_day("28.02.2026").value == "2026-02-28");
  CHECK(read_day("29.02.2028").value == "2028-02-29");
  for (const char* text : {"2026-02-29", "31.02.2026", "2026-2-3", "1.2.2026", "02/28/2026",
                           "2026-00-10", "2026-13-01", "00.01.2026", "", "2026-02-28x",
                           "28.02.26", "20260228"}) {
    INFO(text);
    CHECK(read_day(text).fault == "day_unknown");
  }
}

TEST_CASE("rates have at most four decimals and are not below zero", "[registry]") {
  CHECK(read_rate("24.900").value == "24.900");
  CHECK(read_rate("24,9").value == "24.9");
  CHECK(read_rate("0").value == "0");
  CHECK(read_rate("10000.0000").value == "10000.0000");
  for (const char* text : {"-1", "10000.0001", "10001", "24.90001", "24%", ""}) {
    INFO(text);
    CHECK(read_rate(text).fault == "rate_unreadable");
  }
}

TEST_CASE("every code has words in both languages, and an unknown code is our bug", "[registry]") {
  for (const char* code : {"file_missing", "columns_wrong", "duplicate", "changed"}) {
    CHECK(words(code, Language::english) != words(code, Language::russian));
  }
  CHECK_THROWS(words("no_such_code", Language::english));
}

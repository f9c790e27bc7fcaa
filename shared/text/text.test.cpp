// Rules of outside text.
#include "text/text.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace kabinet;

TEST_CASE("broken UTF-8 is no text", "[text]") {
  CHECK(is_utf8("Привет, €, 😀"));
  CHECK_FALSE(is_utf8("\xC3"));              // cut
  CHECK_FALSE(is_utf8("\xC0\xAF"));          // overlong
  CHECK_FALSE(is_utf8("\xE0\x80\xAF"));      // overlong
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  CHECK_FALSE(is_utf8("\xFF"));
}

TEST_CASE("control characters are not clean text", "[text]") {
  CHECK(is_clean_utf8("строка\tи\nстрока"));
  CHECK_FALSE(is_clean_utf8(std::string_view{"a\0b", 3}));
  CHECK_FALSE(is_clean_utf8("a\rb"));
  CHECK_FALSE(is_clean_utf8("a\x7F"));
}

TEST_CASE("length is counted in characters, not in bytes", "[text]") {
  CHECK(utf8_length("абв") == 3);
  CHECK(utf8_length("😀") == 1);
  CHECK(utf8_length("") == 0);
}

TEST_CASE("a phone is E.164 and nothing else", "[text]") {
  CHECK(is_phone("+79220000001"));
  for (const char* bad : {"79220000001", "+7922000000a", "+7 922 000", "+09220000001", "+1",
                          "+12345678901234567", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(is_phone(bad));
  }
}

TEST_CASE("of a phone only the last four digits are shown", "[text]") {
  CHECK(masked_phone("+79220001234") == "+7 ••• •••-12-34");
  CHECK(masked_phone("+375291234567") == "+37 ••• •••-45-67");
  CHECK(masked_phone("nonsense") == "•••");
}

TEST_CASE("an e-mail has one at sign and a host with a dot", "[text]") {
  CHECK(is_email("anna@example.com"));
  CHECK(is_email("анна@пример.рф"));
  for (const char* bad : {"anna", "@example.com", "a@b", "a@b@c.d", "a b@c.de", "a@.de", "a@de."}) {
    CAPTURE(bad);
    CHECK_FALSE(is_email(bad));
  }
}

TEST_CASE("a uuid has its canonical form", "[text]") {
  CHECK(is_uuid("0b2c7c1e-1f2a-4a3b-8c4d-5e6f70819203"));
  CHECK_FALSE(is_uuid("0B2C7C1E-1F2A-4A3B-8C4D-5E6F70819203"));
  CHECK_FALSE(is_uuid("0b2c7c1e1f2a4a3b8c4d5e6f70819203"));
  CHECK_FALSE(is_uuid("0b2c7c1e-1f2a-4a3b-8c4d-5e6f7081920g"));
}

TEST_CASE("a date is a day that exists", "[text]") {
  CHECK(is_date("2024-02-29"));
  for (const char* bad : {"2023-02-29", "2026-02-31", "2026-13-01", "2026-00-10", "2026-1-1",
                          "20260101", "01.01.2026", "1899-12-31", "2026-01-0x"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_date(bad));
  }
}

TEST_CASE("digits are the number they are, whatever zeros stand before it", "[text]") {
  CHECK(without_zeros("007") == "7");
  CHECK(without_zeros("70") == "70");
  CHECK(without_zeros("00") == "0");
  CHECK(without_zeros("").empty());
}

TEST_CASE("an integer that does not fit is no integer", "[text]") {
  CHECK(to_integer("-42") == -42);
  CHECK(to_integer("9223372036854775807") == INT64_MAX);
  CHECK_FALSE(to_integer("9223372036854775808"));
  CHECK_FALSE(to_integer("1.5"));
  CHECK_FALSE(to_integer("12 "));
  CHECK_FALSE(to_integer(""));
}

TEST_CASE("kopecks become roubles digit by digit", "[text]") {
  CHECK(roubles(0) == "0.00");
  CHECK(roubles(5) == "0.05");
  CHECK(roubles(123456) == "1234.56");
  CHECK(roubles(-1) == "-0.01");
  CHECK(roubles(-123456) == "-1234.56");
  CHECK(roubles(std::numeric_limits<std::int64_t>::max()) == "92233720368547758.07");
  CHECK(roubles(std::numeric_limits<std::int64_t>::min()) == "-92233720368547758.08");
}

TEST_CASE("an ID is read the way people type it", "[text]") {
  CHECK(normalised_login(" c0000001 ") == "C0000001");
  CHECK(normalised_login("аб-12/ё") == "АБ-12/Ё");
  CHECK_FALSE(normalised_login(""));
  CHECK_FALSE(normalised_login("a b"));
  CHECK_FALSE(normalised_login("a'b"));
  CHECK_FALSE(normalised_login("\xFF"));
  CHECK_FALSE(normalised_login(std::string(65, 'A')));
}

TEST_CASE("of an address only the network is kept", "[text]") {
  CHECK(network_of("192.0.2.77") == "192.0.2.0/24");
  CHECK(network_of("2001:db8:1:2::5") == "2001:db8:1::/48");
  CHECK(network_of("nowhere") == "unknown");
}

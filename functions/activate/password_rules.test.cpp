// The rules of a password alone: length, the table of common ones, the client's own words. Who may
// set one, and when, is the handler's test.
#include "activate/password_rules.hpp"

#include "crypto/crypto.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::activate;

namespace {

Weakness of(const std::string& password) {
  crypto_start();
  return weakness_of(Secret{password}, {"C0000042", "Щукина", "Ян", "Ёлкин"});
}

}  // namespace

TEST_CASE("at least 100,000 common passwords are known", "[activate]") {
  crypto_start();
  CHECK(common_passwords() >= 100'000);
}

TEST_CASE("common passwords are refused in any case of letters", "[activate]") {
  for (const auto* word :
       {"qwertyuiop", "1234567890", "q1w2e3r4t5", "1q2w3e4r5t", "QWERTYUIOP", "basketball",
        "Basketball", "liverpool1", "manchester", "strawberry", "1qaz2wsx3edc", "0987654321",
        "california", "chocolate1", "jennifer12", "christopher", "butterfly1", "professional"}) {
    CAPTURE(word);
    CHECK(of(word) == Weakness::too_common);
  }
}

TEST_CASE("a password has ten characters, whatever their alphabet", "[activate]") {
  CHECK(of("a2 b3 c4 d") == Weakness::none);
  CHECK(of("a2 b3 c4 ") == Weakness::too_short);
  CHECK(of("десять зна") == Weakness::none);
  CHECK(of("девять зн") == Weakness::too_short);
}

TEST_CASE("a password does not hold the client's ID or name", "[activate]") {
  CHECK(of("my c0000042 pass") == Weakness::too_personal);
  CHECK(of("дом ЩУКИНА дом") == Weakness::too_personal);
  CHECK(of("новый елкин год") == Weakness::too_personal);
  CHECK(of("обезьян много") == Weakness::none);  // "Ян" is too short to look for
}

// Sealed fields, derived keys, tokens.
#include "crypto/vault.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <set>

using namespace kabinet;

namespace {

Vault vault_of(char byte) { return Vault{Bytes{std::string(32, byte)}}; }
constexpr const char* anna = "0b2c7c1e-1f2a-4a3b-8c4d-5e6f70819203";
constexpr const char* boris = "1b2c7c1e-1f2a-4a3b-8c4d-5e6f70819203";

}  // namespace

TEST_CASE("a sealed field opens only in its own place", "[crypto]") {
  const Vault vault = vault_of('k');
  const Bytes key = vault.new_client_key(anna);
  const Bytes sealed = vault.seal(key, anna, "phone", "+79220000001");
  CHECK(vault.open(key, anna, "phone", sealed) == "+79220000001");
  CHECK_THROWS_AS(vault.open(key, anna, "email", sealed), Broken);
  CHECK_THROWS_AS(vault.open(vault.new_client_key(boris), boris, "phone", sealed), Broken);
  CHECK_THROWS_AS(vault.open(key, boris, "phone", sealed), Broken);
}

TEST_CASE("one changed byte makes a sealed field unreadable", "[crypto]") {
  const Vault vault = vault_of('k');
  const Bytes sealed = vault.seal_for("outbox", "hello");
  CHECK(vault.open_for("outbox", sealed) == "hello");
  for (std::size_t i = 0; i < sealed.data.size(); ++i) {
    Bytes altered = sealed;
    altered.data[i] = static_cast<char>(altered.data[i] ^ 1);
    CHECK_THROWS_AS(vault.open_for("outbox", altered), Broken);
  }
  CHECK_THROWS_AS(vault.open_for("outbox", Bytes{}), Broken);
  CHECK_THROWS_AS(vault.open_for("other", sealed), Broken);
}

TEST_CASE("the same plain text is sealed differently each time", "[crypto]") {
  const Vault vault = vault_of('k');
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) nonces.insert(vault.seal_for("x", "same").data.substr(1, 24));
  CHECK(nonces.size() == 1000);
}

TEST_CASE("another master key opens nothing and finds nothing", "[crypto]") {
  const Vault one = vault_of('a');
  const Vault two = vault_of('b');
  CHECK_THROWS_AS(two.open_for("x", one.seal_for("x", "text")), Broken);
  CHECK(one.blind_index("phone", "+7") != two.blind_index("phone", "+7"));
  CHECK(one.mac("csrf", "x") != two.mac("csrf", "x"));
  CHECK(one.mac("csrf", "x") != one.mac("otp", "x"));
  CHECK(one.mac("csrf", "x") == one.mac("csrf", "x"));
}

TEST_CASE("a key file must hold exactly 32 bytes", "[crypto]") {
  const std::string path = "vault_test.key";
  for (const int size : {0, 31, 33}) {
    std::ofstream{path, std::ios::trunc} << std::string(static_cast<std::size_t>(size), 'x');
    CHECK_THROWS_WITH(Vault::from_file(path), Catch::Contains(path));
  }
  std::ofstream{path, std::ios::trunc} << std::string(32, 'x');
  CHECK_NOTHROW(Vault::from_file(path));
  std::remove(path.c_str());
}

TEST_CASE("one-time codes have six digits spread evenly", "[crypto]") {
  constexpr int count = 100'000;
  std::array<int, 10> first{};
  for (int i = 0; i < count; ++i) {
    const Secret code = new_code6();
    REQUIRE(code.reveal().size() == 6);
    ++first.at(static_cast<std::size_t>(code.reveal()[0] - '0'));
  }
  double chi = 0;
  constexpr double fair = count / 10.0;
  for (const int seen : first) chi += (seen - fair) * (seen - fair) / fair;
  CHECK(chi < 33.7);  // 9 degrees of freedom: passed by chance once in 10 000 runs
}

TEST_CASE("letter codes have no look-alikes", "[crypto]") {
  for (int i = 0; i < 200; ++i) {
    const Secret code = new_letter_code(10);
    REQUIRE(code.reveal().size() == 10);
    REQUIRE(code.reveal().find_first_of("01OIL") == std::string_view::npos);
  }
}

TEST_CASE("a token is 32 random bytes in 43 characters", "[crypto]") {
  const Secret token = new_token();
  CHECK(token.reveal().size() == 43);
  CHECK(from_base64url(token.reveal()).data.size() == 32);
  CHECK(from_base64url("***").data.empty());
  CHECK(hash32("a") != hash32("b"));
  CHECK(hex(Bytes{"\x01\xff"}) == "01ff");
}

TEST_CASE("a password matches its own hash only", "[crypto]") {
  const std::string hash = password_hash(Secret{"clear blue water 7"});
  CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
  CHECK(password_matches(hash, Secret{"clear blue water 7"}));
  CHECK_FALSE(password_matches(hash, Secret{"clear blue water 8"}));
  CHECK_FALSE(password_matches(password_hash_of_nobody(), Secret{""}));
  CHECK_FALSE(password_needs_rehash(hash));
  CHECK(password_needs_rehash("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNo"));
}

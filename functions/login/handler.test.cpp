// ID and password as a browser and as a stranger meet them. The counting itself is tested in
// tests/sql/identity.sql, timing through nginx in tests/security.
#include "login/manifest.hpp"

#include "crypto/crypto.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = login::function();

json pair(const std::string& login, const std::string& password) {
  return {{"login", login}, {"password", password}};
}

// What a stranger can compare: everything but the reference number.
std::string seen(const Answer& answer) {
  json body = answer.body();
  body.erase("reference");
  std::string all = std::to_string(answer.status()) + answer.reply.content_type + body.dump();
  for (const auto& [name, value] : answer.reply.headers) {
    all += "\n" + name + ": " + (name == "X-Request-Id" ? "" : value);
  }
  return all;
}

std::string hex_literal(const Bytes& bytes) { return "'\\x" + hex(bytes) + "'"; }

void fill_bucket(Bench& bench, const std::string& rule, const std::string& key, int times) {
  bench.admin("insert into identity.bucket (limit_name, key, taken, expires_at) values ('" + rule +
              "', '" + key + "', array_fill(now(), array[" + std::to_string(times) +
              "]), now() + interval '1 day')");
}

}  // namespace

TEST_CASE("only the right ID with the right password sends one code to the phone", "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const auto answer = browser.post(fn, "/api/login", pair(" c0000001 ", anna.password));
  REQUIRE(answer.status() == 200);
  CHECK(answer.body().at("phone_hint") == "+7 ••• •••-00-01");
  CHECK(answer.body().at("resend_after_s") == 30);
  CHECK(answer.body().at("expires_in_s") == 180);
  const auto texts = bench.sms_to(anna.phone);
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].starts_with("МФК «Пример»: вход в личный кабинет, код "));
  CHECK(bench.admin("select count(*) from identity.session") == "0");
}

TEST_CASE("a wrong ID, a wrong password and a client without a password read the same",
          "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  bench.add(testing::clara());
  auto browser = bench.browser();
  const auto wrong_password = browser.post(fn, "/api/login", pair(anna.login, "not her password"));
  const auto wrong_id = browser.post(fn, "/api/login", pair("C9999999", anna.password));
  const auto no_password = browser.post(fn, "/api/login", pair("C0000003", anna.password));
  CHECK(wrong_password.refusal() == "login_or_password_wrong");
  CHECK(wrong_password.status() == 401);
  CHECK(seen(wrong_id) == seen(wrong_password));
  CHECK(seen(no_password) == seen(wrong_password));
  CHECK(bench.sms_to(anna.phone).empty());
  CHECK(bench.admin("select count(*) from identity.event where kind = 'password_failed'") == "3");
}

TEST_CASE("the sixth try in 15 minutes waits, whether the ID exists or not", "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  for (const auto& login : {anna.login, std::string{"C9999999"}}) {
    for (int i = 0; i < 5; ++i) {
      CHECK(browser.post(fn, "/api/login", pair(login, "not the password")).status() == 401);
    }
    const auto sixth = browser.post(fn, "/api/login", pair(login, anna.password));
    CHECK(sixth.refusal() == "too_many_requests");
    CHECK(sixth.status() == 429);
    CHECK(std::stoi(sixth.header("Retry-After")) > 800);
  }
}

TEST_CASE("strangers who used up the tries of an ID do not keep its owner's device out",
          "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto stranger = bench.browser();
  for (int i = 0; i < 5; ++i) stranger.post(fn, "/api/login", pair(anna.login, "guess of mine"));
  auto owner = bench.browser();
  const Secret device = new_token();
  owner.cookies["__Host-device"] = std::string{device.reveal()};
  bench.admin("insert into identity.device (client_id, token_hash) values ('" + anna.id + "', " +
              hex_literal(hash32(device.reveal())) + ")");
  CHECK(stranger.post(fn, "/api/login", pair(anna.login, anna.password)).status() == 429);
  CHECK(owner.post(fn, "/api/login", pair(anna.login, anna.password)).status() == 200);
}

TEST_CASE("a right password is no failed try", "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  CHECK(browser.post(fn, "/api/login", pair(anna.login, anna.password)).status() == 200);
  CHECK(bench.admin("select sum(cardinality(taken)) from identity.bucket"
                    " where limit_name like 'login_id%'") == "0");
}

TEST_CASE("too many codes are told before the password is looked at", "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  fill_bucket(bench, "sms_number_day", hex(bench.vault().blind_index("phone", anna.phone)), 5);
  auto browser = bench.browser();
  const auto right = browser.post(fn, "/api/login", pair(anna.login, anna.password));
  const auto wrong = browser.post(fn, "/api/login", pair(anna.login, "not her password"));
  CHECK(right.refusal() == "too_many_requests");
  CHECK(wrong.refusal() == "too_many_requests");
  CHECK(bench.sms_to(anna.phone).empty());
}

TEST_CASE("a client whose codes are stopped or who has no phone is sent to support", "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  bench.admin("update identity.client set otp_failures = 20");
  const auto stopped = browser.post(fn, "/api/login", pair(anna.login, anna.password));
  CHECK(stopped.refusal() == "otp_disabled");
  CHECK(stopped.status() == 403);
  bench.admin("update identity.client set otp_failures = 0, phone_sealed = null,"
              " phone_index = null");
  CHECK(browser.post(fn, "/api/login", pair(anna.login, anna.password)).refusal() ==
        "otp_disabled");
}

TEST_CASE("a hash of an older cost is made anew at sign-in and still opens", "[login]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string cheap =
      "$argon2id$v=19$m=64,t=1,p=1$eB/HmLqjTrBC0JHcP7vFyA"
      "$lneTiql63kC2bzx70FwA/THlyjcSoYcGpFCxCMOJWZI";
  Bytes key;
  const std::string dek = bench.admin("select encode(dek_wrapped, 'hex') from identity.client");
  for (std::size_t i = 0; i < dek.size(); i += 2) {
    key.data += static_cast<char>(std::stoi(dek.substr(i, 2), nullptr, 16));
  }
  bench.admin("update identity.client set password_sealed = " +
              hex_literal(bench.vault().seal(key, anna.id, "client.password", cheap)));
  const std::string before = bench.admin("select password_sealed from identity.client");
  auto browser = bench.browser();
  CHECK(browser.post(fn, "/api/login", pair(anna.login, anna.password)).status() == 200);
  CHECK(bench.admin("select password_sealed from identity.client") != before);
  CHECK(browser.post(fn, "/api/login", pair(anna.login, anna.password)).status() == 200);
}

TEST_CASE("login takes two fields of its kinds and nothing else", "[login]") {
  Bench bench;
  auto browser = bench.browser();
  CHECK(browser.post(fn, "/api/login", {{"login", "C1"}}).refusal() == "fields_invalid");
  CHECK(browser.post(fn, "/api/login", {{"login", "C1"}, {"password", "x"}, {"code", "1"}})
            .refusal() == "request_malformed");
}

TEST_CASE("the login role reaches its own functions and no table", "[login]") {
  Bench bench;
  CHECK(bench.broken_by("fn_login", "select * from identity.client") == "42501");
  CHECK(bench.broken_by("fn_login", "select api.identity_take('login_id', 'x', now())") == "42501");
  CHECK(bench.broken_by("fn_login", "select api.identity_sign_out()") == "42501");
}

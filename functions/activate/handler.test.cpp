// Getting in by a letter, and what a new password may not be, as a browser meets them. How the
// database keeps letters stands in tests/sql/identity.sql.
#include "activate/manifest.hpp"

#include "crypto/crypto.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = activate::function();
const std::string letter_code = "ABCDE23456";

json pair(const std::string& login, const std::string& code) {
  return {{"login", login}, {"code", code}};
}

std::string seen(const Answer& answer) {
  json body = answer.body();
  body.erase("reference");
  std::string all = std::to_string(answer.status()) + answer.reply.content_type + body.dump();
  for (const auto& [name, value] : answer.reply.headers) {
    all += "\n" + name + ": " + (name == "X-Request-Id" ? "" : value);
  }
  return all;
}

void issue_letter(Bench& bench, const Person& person, const std::string& code = letter_code) {
  const Bytes mac = bench.vault().mac("activation", person.login + "|" + code);
  REQUIRE(bench.admin("select verdict from api.identity_issue_letters(json_build_array("
                      "json_build_object('client_id', '" + person.id + "', 'code_mac', '" +
                      hex(mac) + "'))::jsonb)") == "issued");
}

}  // namespace

TEST_CASE("ID and the letter's code send a code to the phone", "[activate]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  issue_letter(bench, clara);
  auto browser = bench.browser();
  const auto answer = browser.post(fn, "/api/activation", pair("c0000003", "abcde-23456"));
  REQUIRE(answer.status() == 200);
  CHECK(answer.body().at("phone_hint") == "+7 ••• •••-00-03");
  REQUIRE(bench.sms_to(clara.phone).size() == 1);
  CHECK(bench.sms_to(clara.phone)[0].find("новый пароль") != std::string::npos);
  CHECK(bench.admin("select level from identity.challenge") == "activation");
}

TEST_CASE("wrong ID and wrong, used, expired and void codes read the same", "[activate]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const Person boris = bench.add(testing::boris());
  const Person clara = bench.add(testing::clara());
  auto browser = bench.browser();
  issue_letter(bench, clara, "VVVVV22222");
  issue_letter(bench, clara);
  issue_letter(bench, anna);
  issue_letter(bench, boris);
  bench.admin("update identity.activation set used_at = now() where client_id = '" + anna.id + "'");
  bench.admin("update identity.activation set expires_at = now() where client_id = '" + boris.id +
              "'");
  const auto wrong = browser.post(fn, "/api/activation", pair(clara.login, "XXXXX33333"));
  CHECK(wrong.status() == 401);
  CHECK(wrong.refusal() == "login_or_code_wrong");
  CHECK(seen(browser.post(fn, "/api/activation", pair("C9999999", letter_code))) == seen(wrong));
  CHECK(seen(browser.post(fn, "/api/activation", pair(anna.login, letter_code))) == seen(wrong));
  CHECK(seen(browser.post(fn, "/api/activation", pair(boris.login, letter_code))) == seen(wrong));
  CHECK(seen(browser.post(fn, "/api/activation", pair(clara.login, "VVVVV22222"))) == seen(wrong));
}

TEST_CASE("letters are tried five times from one network, then it waits", "[activate]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  issue_letter(bench, clara);
  auto browser = bench.browser();
  for (int i = 0; i < 5; ++i) {
    browser.post(fn, "/api/activation", pair(clara.login, "XXXXX33333"));
  }
  const auto sixth = browser.post(fn, "/api/activation", pair(clara.login, letter_code));
  CHECK(sixth.status() == 429);
  CHECK(sixth.refusal() == "too_many_requests");
  browser.address = "203.0.113.5";
  CHECK(browser.post(fn, "/api/activation", pair(clara.login, letter_code)).status() == 200);
}

TEST_CASE("a client without a phone is sent to support", "[activate]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  issue_letter(bench, clara);
  bench.admin("update identity.client set phone_sealed = null, phone_index = null");
  auto browser = bench.browser();
  CHECK(browser.post(fn, "/api/activation", pair(clara.login, letter_code)).refusal() ==
        "otp_disabled");
}

TEST_CASE("a password set after a letter opens a full session and uses the letter up",
          "[activate]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  issue_letter(bench, clara);
  auto browser = bench.signed_in(clara, "activation");
  const std::string old = browser.cookies.at("__Host-sid");
  const auto answer = browser.post(fn, "/api/password", {{"password", "quiet river stone 8"}});
  REQUIRE(answer.status() == 200);
  CHECK(answer.body().at("next") == "home");
  CHECK(answer.cookie("__Host-sid") != old);
  CHECK(bench.admin("select level from identity.session where ended_at is null") == "client");
  CHECK(bench.admin("select activated_at is not null and password_sealed is not null"
                    " from identity.client") == "t");
  CHECK(bench.admin("select count(*) from identity.activation where used_at is null") == "0");
  CHECK(bench.sms_to(clara.phone).empty());
  CHECK(browser.post(fn, "/api/password", {{"password", "quiet river stone 9"}}).refusal() ==
        "step_up_required");
}

TEST_CASE("a new letter resets a password, ends every session and tells the owner", "[activate]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  bench.signed_in(anna);
  issue_letter(bench, anna);
  auto browser = bench.signed_in(anna, "activation");
  CHECK(browser.post(fn, "/api/password", {{"password", "quiet river stone 8"}}).status() == 200);
  CHECK(bench.admin("select count(*) from identity.session where ended_at is null") == "1");
  REQUIRE(bench.sms_to(anna.phone).size() == 1);
  CHECK(bench.sms_to(anna.phone)[0].find("пароль личного кабинета изменён") != std::string::npos);
}

TEST_CASE("short, common and personal passwords are refused with the reason", "[activate]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  issue_letter(bench, clara);
  auto browser = bench.signed_in(clara, "activation");
  const auto with = [&](const std::string& password) {
    return browser.post(fn, "/api/password", {{"password", password}});
  };
  CHECK(with("ninechars").refusal() == "fields_invalid");
  CHECK(with("ninechars").body().at("fields").at("password") == "too_short");
  CHECK(with(std::string(129, 'x')).refusal() == "fields_invalid");
  CHECK(with("QwertyUiop").refusal() == "password_too_common");
  CHECK(with("QwertyUiop").status() == 422);
  CHECK(with("моя волкова 2026").refusal() == "password_too_personal");
  CHECK(with("number c0000003").refusal() == "password_too_personal");
  CHECK(bench.admin("select count(*) from identity.client where password_sealed is null") == "1");
}

TEST_CASE("a letter that ran out meanwhile sets no password", "[activate]") {
  Bench bench;
  auto browser = bench.signed_in(bench.add(testing::clara()), "activation");
  const auto answer = browser.post(fn, "/api/password", {{"password", "quiet river stone 8"}});
  CHECK(answer.status() == 409);
  CHECK(answer.refusal() == "password_is_set_by_letter");
}

TEST_CASE("a session of a signed-in client sets no password", "[activate]") {
  Bench bench;
  auto browser = bench.signed_in(bench.add(testing::anna()));
  CHECK(browser.post(fn, "/api/password", {{"password", "quiet river stone 8"}}).refusal() ==
        "step_up_required");
  auto nobody = bench.browser();
  CHECK(nobody.post(fn, "/api/password", {{"password", "quiet river stone 8"}}).refusal() ==
        "session_required");
}

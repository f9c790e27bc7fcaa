// Codes: how one becomes a session, how it is sent anew, and how many are looked at, also when many
// hands try at once. The same race through nginx runs in tests/security.
#include "otp/manifest.hpp"

#include "auth/message.hpp"
#include "crypto/crypto.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = otp::function();

std::string literal(const Bytes& bytes) { return "'\\x" + hex(bytes) + "'"; }

struct Flow {
  std::string token;
  std::string code = "123456";
  [[nodiscard]] json with(const std::string& said) const {
    return {{"challenge", token}, {"code", said}};
  }
};

// A flow as the sign-in functions open it, with a code the test knows.
Flow open(Bench& bench, const Person& person, const std::string& level = "client") {
  const Secret token = new_token();
  Flow flow{std::string{token.reveal()}};
  const Bytes notice = bench.vault().seal_for(
      "outbox", json({{"to", person.phone}, {"text", "new device"}}).dump());
  const Bytes sms = bench.vault().seal_for(
      "outbox", json({{"to", person.phone}, {"text", "code " + flow.code}}).dump());
  const std::string verdict = bench.admin(
      "select verdict from api.identity_open_challenge('" + person.id + "', '\\x00', '" + level +
      "', " + literal(hash32(flow.token)) + ", " +
      literal(auth::code_mac(bench.vault(), flow.token, Secret{flow.code})) + ", " + literal(sms) +
      ", " + literal(notice) + ", null, '127.0.0.0/24', now())");
  REQUIRE(verdict == "sent");
  return flow;
}

void move_back(Bench& bench, int seconds) {
  const std::string by = "interval '" + std::to_string(seconds) + " seconds'";
  bench.admin("update identity.challenge set opened_at = opened_at - " + by +
              ", code_expires_at = code_expires_at - " + by +
              ", sent_at = array(select t - " + by + " from unnest(sent_at) t)");
}

std::string code_in(const std::string& sms) { return sms.substr(sms.size() - 6); }

}  // namespace

TEST_CASE("the right code opens a session and makes the browser known", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const Flow flow = open(bench, anna);
  const auto answer = browser.post(fn, "/api/otp", flow.with(flow.code));
  REQUIRE(answer.status() == 200);
  CHECK(answer.body().at("next") == "home");
  CHECK(answer.body().at("expires_at").get<std::string>().back() == 'Z');
  CHECK(answer.cookie("__Host-sid").size() == 43);
  CHECK(answer.cookie("__Host-device").size() == 43);
  CHECK(bench.admin("select count(*) from identity.session where token_hash = " +
                    literal(hash32(answer.cookie("__Host-sid")))) == "1");
  CHECK(bench.admin("select network || ' ' || user_agent from identity.session") ==
        "127.0.0.0/24 " + browser.user_agent);
  const Flow again = open(bench, anna);
  const auto second = browser.post(fn, "/api/otp", again.with(again.code));
  CHECK(second.status() == 200);
  CHECK(second.cookie("__Host-device").empty());
}

TEST_CASE("a sign-in replaces the session its browser had", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.signed_in(anna);
  const std::string old = browser.cookies.at("__Host-sid");
  const Flow flow = open(bench, anna);
  const auto answer = browser.post(fn, "/api/otp", flow.with(flow.code));
  CHECK(answer.cookie("__Host-sid") != old);
  CHECK(bench.admin("select count(*) from identity.session where ended_at is null") == "1");
}

TEST_CASE("a letter's flow leads to the password and not home", "[otp]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  auto browser = bench.browser();
  const Flow flow = open(bench, clara, "activation");
  CHECK(browser.post(fn, "/api/otp", flow.with(flow.code)).body().at("next") == "password");
  CHECK(bench.admin("select level from identity.session") == "activation");
}

TEST_CASE("wrong codes are counted down, and the sixth try is not looked at", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const Flow flow = open(bench, anna);
  for (int left = 4; left >= 0; --left) {
    const auto answer = browser.post(fn, "/api/otp", flow.with("000000"));
    CHECK(answer.status() == 401);
    CHECK(answer.refusal() == "otp_code_wrong");
    CHECK(answer.body().at("tries_left") == left);
  }
  const auto right = browser.post(fn, "/api/otp", flow.with(flow.code));
  CHECK(right.status() == 429);
  CHECK(right.refusal() == "too_many_requests");
  CHECK(std::stoi(right.header("Retry-After")) <= 180);
  CHECK(bench.admin("select count(*) from identity.session") == "0");
}

TEST_CASE("a used, an expired and an unknown flow are over", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const Flow used = open(bench, anna);
  CHECK(browser.post(fn, "/api/otp", used.with(used.code)).status() == 200);
  const Flow expired = open(bench, anna);
  move_back(bench, 181);
  for (const Flow& flow : {used, expired, Flow{std::string{new_token().reveal()}}}) {
    const auto answer = browser.post(fn, "/api/otp", flow.with(flow.code));
    CHECK(answer.status() == 410);
    CHECK(answer.refusal() == "challenge_over");
  }
}

TEST_CASE("after twenty wrong codes in a row not even a right one is taken", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const Flow flow = open(bench, anna);
  bench.admin("update identity.client set otp_failures = 19");
  CHECK(browser.post(fn, "/api/otp", flow.with("000000")).refusal() == "otp_code_wrong");
  const auto answer = browser.post(fn, "/api/otp", flow.with(flow.code));
  CHECK(answer.status() == 403);
  CHECK(answer.refusal() == "otp_disabled");
  move_back(bench, 31);
  CHECK(browser.post(fn, "/api/otp/resend", {{"challenge", flow.token}}).refusal() ==
        "otp_disabled");
}

TEST_CASE("a sign-in from a new device is told to the owner, the first one is not", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto first = bench.browser();
  const Flow one = open(bench, anna);
  first.post(fn, "/api/otp", one.with(one.code));
  CHECK(bench.sms_to(anna.phone).front() == "code 123456");
  auto second = bench.browser();
  const Flow two = open(bench, anna);
  second.post(fn, "/api/otp", two.with(two.code));
  CHECK(bench.sms_to(anna.phone).front() == "new device");
}

TEST_CASE("a new code waits 30 and 60 seconds, kills the old one and is sent twice", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const Flow flow = open(bench, anna);
  const json ask = {{"challenge", flow.token}};
  const auto early = browser.post(fn, "/api/otp/resend", ask);
  CHECK(early.status() == 429);
  CHECK(early.refusal() == "resend_too_early");
  CHECK(early.body().at("retry_after_s").get<int>() == 30);
  move_back(bench, 31);
  const auto sent = browser.post(fn, "/api/otp/resend", ask);
  CHECK(sent.body() == json({{"resend_after_s", 60}, {"expires_in_s", 180}}));
  CHECK(browser.post(fn, "/api/otp", flow.with(flow.code)).refusal() == "otp_code_wrong");
  move_back(bench, 31);
  CHECK(browser.post(fn, "/api/otp/resend", ask).refusal() == "resend_too_early");
  move_back(bench, 30);
  CHECK(browser.post(fn, "/api/otp/resend", ask).status() == 200);
  move_back(bench, 121);
  CHECK(browser.post(fn, "/api/otp/resend", ask).refusal() == "challenge_over");
  const auto texts = bench.sms_to(anna.phone);
  REQUIRE(texts.size() == 3);
  CHECK(browser.post(fn, "/api/otp", flow.with(code_in(texts[0]))).status() == 200);
}

TEST_CASE("new codes stop at the day's limit of the number", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.browser();
  const Flow flow = open(bench, anna);
  bench.admin("update identity.bucket set taken = array_fill(now(), array[5])"
              " where limit_name = 'sms_number_day'");
  move_back(bench, 31);
  const auto answer = browser.post(fn, "/api/otp/resend", {{"challenge", flow.token}});
  CHECK(answer.refusal() == "too_many_requests");
  CHECK(bench.sms_to(anna.phone).size() == 1);
}

TEST_CASE("of many hands with the right code exactly one opens a session", "[otp]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const Flow flow = open(bench, anna);
  std::atomic<int> rights = 0;
  std::atomic<int> counted = 0;
  const auto hand = [&](int number) {
    pg::Db db{"host='" + bench.site().database_host + "' dbname='" + bench.database() +
              "' user='fn_otp'"};
    for (int i = 0; i < 10; ++i) {
      const bool right = number == 3 && i == 2;
      const auto mac = auth::code_mac(bench.vault(), flow.token, Secret{right ? flow.code : "0"});
      const auto rows = db.call("identity_confirm_code",
                                {hash32(flow.token), mac, hash32(new_token().reveal()), nullptr,
                                 nullptr, hash32(new_token().reveal()), "127.0.0.0/24", "race"});
      const auto& verdict = rows.need(0, "verdict");
      rights += verdict == "right" ? 1 : 0;
      counted += verdict == "right" || verdict == "wrong" ? 1 : 0;
    }
  };
  std::vector<std::thread> hands;
  for (int number = 0; number < 6; ++number) hands.emplace_back(hand, number);
  for (auto& one : hands) one.join();
  CHECK(rights <= 1);
  CHECK(counted <= 5);
  CHECK(bench.admin("select count(*) from identity.session") == std::to_string(rights));
  CHECK(bench.admin("select tries from identity.challenge") == std::to_string(counted));

  const Flow second = open(bench, anna);
  std::atomic<int> winners = 0;
  const auto race = [&] {
    pg::Db db{"host='" + bench.site().database_host + "' dbname='" + bench.database() +
              "' user='fn_otp'"};
    const auto mac = auth::code_mac(bench.vault(), second.token, Secret{second.code});
    const auto rows = db.call("identity_confirm_code",
                              {hash32(second.token), mac, hash32(new_token().reveal()), nullptr,
                               nullptr, hash32(new_token().reveal()), "127.0.0.0/24", "race"});
    winners += rows.need(0, "verdict") == "right" ? 1 : 0;
  };
  hands.clear();
  for (int number = 0; number < 6; ++number) hands.emplace_back(race);
  for (auto& one : hands) one.join();
  CHECK(winners == 1);
}

TEST_CASE("a code is six digits and a challenge has its form", "[otp]") {
  Bench bench;
  auto browser = bench.browser();
  const Flow flow{std::string{new_token().reveal()}};
  CHECK(browser.post(fn, "/api/otp", flow.with("12345")).refusal() == "fields_invalid");
  CHECK(browser.post(fn, "/api/otp/resend", {{"challenge", "short"}}).refusal() ==
        "fields_invalid");
}

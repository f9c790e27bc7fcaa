// Sessions as their owner sees and ends them, and as nobody else can. Levels and csrf are checked
// by the runtime; here it is shown that these routes ask for them.
#include "session/manifest.hpp"

#include "crypto/crypto.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = session::function();

std::string without_reference(const Answer& answer) {
  json body = answer.body();
  body.erase("reference");
  return body.dump();
}

std::string id_of(Bench& bench, const Browser& browser) {
  return bench.admin("select id from identity.session where token_hash = '\\x" +
                     hex(hash32(browser.cookies.at("__Host-sid"))) + "'");
}

}  // namespace

TEST_CASE("a session tells whose it is and how long it lasts", "[session]") {
  Bench bench;
  auto browser = bench.signed_in(bench.add(testing::anna()));
  const auto body = browser.get(fn, "/api/session").body();
  CHECK(body.at("name") == "Алёна Фёдоровна");
  CHECK(body.at("login") == "C0000001");
  CHECK(body.at("level") == "client");
  CHECK(body.at("idle_after_s") == 900);
  CHECK(body.at("language") == "ru");
  CHECK_FALSE(body.at("csrf").get<std::string>().empty());
}

TEST_CASE("a name without a middle part is told without one", "[session]") {
  Bench bench;
  auto browser = bench.signed_in(bench.add(testing::clara()), "activation");
  const auto body = browser.get(fn, "/api/session").body();
  CHECK(body.at("name") == "Клара");
  CHECK(body.at("level") == "activation");
}

TEST_CASE("without a live session nothing is told", "[session]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto nobody = bench.browser();
  CHECK(nobody.get(fn, "/api/session").refusal() == "session_required");
  auto browser = bench.signed_in(anna);
  bench.admin("update identity.session set last_seen = now() - interval '15 minutes'");
  CHECK(browser.get(fn, "/api/session").refusal() == "session_required");
  bench.admin("update identity.session set last_seen = now(), expires_at = now(),"
              " created_at = now() - interval '11 hours'");
  CHECK(browser.get(fn, "/api/session").refusal() == "session_required");
}

TEST_CASE("a client sees his own live sessions and nobody else's", "[session]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto phone = bench.signed_in(anna);
  auto desk = bench.signed_in(anna);
  bench.signed_in(bench.add(testing::boris()));
  const auto sessions = phone.get(fn, "/api/sessions").body().at("sessions");
  REQUIRE(sessions.size() == 2);
  CHECK(sessions[0].at("current") == true);
  CHECK(sessions[0].at("id") == id_of(bench, phone));
  CHECK(sessions[1].at("current") == false);
  CHECK(sessions[1].at("network") == "127.0.0.0/24");
}

TEST_CASE("a client ends another session of his and stays signed in", "[session]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto phone = bench.signed_in(anna);
  auto desk = bench.signed_in(anna);
  CHECK(phone.remove(fn, "/api/sessions/" + id_of(bench, desk)).status() == 204);
  CHECK(desk.get(fn, "/api/session").status() == 401);
  CHECK(phone.get(fn, "/api/session").status() == 200);
}

TEST_CASE("a foreign session, an ended one and none at all are the same 404", "[session]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.signed_in(anna);
  auto ended = bench.signed_in(anna);
  auto boris = bench.signed_in(bench.add(testing::boris()));
  const std::string ended_id = id_of(bench, ended);
  CHECK(browser.remove(fn, "/api/sessions/" + ended_id).status() == 204);
  const auto foreign = browser.remove(fn, "/api/sessions/" + id_of(bench, boris));
  const auto twice = browser.remove(fn, "/api/sessions/" + ended_id);
  const auto absent = browser.remove(fn, "/api/sessions/00000000-0000-4000-8000-000000000000");
  CHECK(foreign.status() == 404);
  CHECK(foreign.refusal() == "not_found");
  CHECK(without_reference(foreign) == without_reference(absent));
  CHECK(without_reference(twice) == without_reference(absent));
  CHECK(boris.get(fn, "/api/session").status() == 200);
}

TEST_CASE("signing out ends this session and clears what the browser kept", "[session]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto phone = bench.signed_in(anna);
  auto desk = bench.signed_in(anna);
  const auto answer = phone.remove(fn, "/api/session");
  CHECK(answer.status() == 204);
  CHECK(answer.header("Clear-Site-Data") == "\"cache\", \"storage\"");
  CHECK(answer.header("Set-Cookie").starts_with("__Host-sid=;"));
  CHECK(answer.header("Set-Cookie").ends_with("Max-Age=0"));
  CHECK(phone.get(fn, "/api/session").status() == 401);
  CHECK(desk.get(fn, "/api/session").status() == 200);
  CHECK(bench.admin("select kind from identity.event order by id desc limit 1") == "signed_out");
}

TEST_CASE("ending all sessions ends this one too and no other client's", "[session]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto phone = bench.signed_in(anna);
  auto desk = bench.signed_in(anna);
  auto boris = bench.signed_in(bench.add(testing::boris()));
  CHECK(phone.remove(fn, "/api/sessions").status() == 204);
  CHECK(phone.get(fn, "/api/session").status() == 401);
  CHECK(desk.get(fn, "/api/session").status() == 401);
  CHECK(boris.get(fn, "/api/session").status() == 200);
}

TEST_CASE("a session that may only set a password sees and ends no others", "[session]") {
  Bench bench;
  const Person clara = bench.add(testing::clara());
  auto browser = bench.signed_in(clara, "activation");
  CHECK(browser.get(fn, "/api/sessions").refusal() == "step_up_required");
  CHECK(browser.remove(fn, "/api/sessions").refusal() == "step_up_required");
  CHECK(browser.remove(fn, "/api/sessions/" + id_of(bench, browser)).refusal() ==
        "step_up_required");
  CHECK(browser.remove(fn, "/api/session").status() == 204);
}

TEST_CASE("ending sessions needs the csrf value of the session", "[session]") {
  Bench bench;
  auto browser = bench.signed_in(bench.add(testing::anna()));
  browser.csrf = "made up";
  CHECK(browser.remove(fn, "/api/session").refusal() == "csrf_refused");
  CHECK(browser.remove(fn, "/api/sessions").refusal() == "csrf_refused");
}

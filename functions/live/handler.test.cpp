// Who is let into a channel, asked the way nginx asks.
#include "live/manifest.hpp"
#include "live/token.hpp"
#include "testing/bench.hpp"

#include "crypto/crypto.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;
using namespace std::chrono_literals;

namespace {

std::string token_of(Browser& browser) {
  const std::string url = browser.get(live::function(), "/api/live").body().at("url");
  REQUIRE(url.starts_with("/live/"));
  return url.substr(6);
}

Answer authorize(Browser& browser, const std::string& token) {
  return browser.get(live::function(), "/internal/live/authorize?token=" + token);
}

live::Moment now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

TEST_CASE("a page is let into its own channel, as often as it reconnects", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  const Answer opened = anna_s.get(live::function(), "/api/live");
  CHECK(opened.body().at("expires_in_s") == 600);
  const std::string token = token_of(anna_s);
  CHECK(token.size() == 73);
  CHECK(authorize(anna_s, token).status() == 204);
  CHECK(authorize(anna_s, token).status() == 204);
}

TEST_CASE("every page has a channel of its own", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  CHECK(token_of(anna_s).substr(0, 22) != token_of(anna_s).substr(0, 22));
}

TEST_CASE("another client's token is refused", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  Browser boris_s = bench.signed_in(bench.add(boris()));
  const std::string token = token_of(anna_s);
  CHECK(authorize(boris_s, token).status() == 403);
  CHECK(authorize(boris_s, token).refusal() == "live_channel_is_yours");
}

TEST_CASE("a token of another session of the same client is refused", "[live]") {
  Bench bench;
  const Person person = bench.add(anna());
  Browser phone = bench.signed_in(person);
  Browser desk = bench.signed_in(person);
  CHECK(authorize(desk, token_of(phone)).refusal() == "live_channel_is_yours");
}

TEST_CASE("an altered token is refused, whichever letter was altered", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  const std::string token = token_of(anna_s);
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string altered = token;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    CHECK(authorize(anna_s, altered).refusal() == "live_channel_is_yours");
  }
  CHECK(authorize(anna_s, token.substr(1)).status() == 422);
}

TEST_CASE("a token is over when its time is over", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  const std::string token = token_of(anna_s);
  const Bytes channel = from_base64url(token.substr(0, 22));
  CHECK(authorize(anna_s, live::token_for(bench.vault(), channel, now() + 60s)).status() == 204);
  CHECK(authorize(anna_s, live::token_for(bench.vault(), channel, now())).refusal() ==
        "live_channel_is_yours");
  bench.admin("update queue.channel set expires_at = now()");
  CHECK(authorize(anna_s, token).refusal() == "live_channel_is_yours");
}

TEST_CASE("a token made with another key is refused", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  const Bytes channel = from_base64url(token_of(anna_s).substr(0, 22));
  const Vault other{Bytes{std::string(32, 'x')}};
  CHECK(authorize(anna_s, live::token_for(other, channel, now() + 60s)).refusal() ==
        "live_channel_is_yours");
}

TEST_CASE("a channel ends with its session", "[live]") {
  Bench bench;
  Browser anna_s = bench.signed_in(bench.add(anna()));
  const std::string token = token_of(anna_s);
  bench.admin("update identity.session set ended_at = now()");
  CHECK(authorize(anna_s, token).refusal() == "session_required");
  CHECK(bench.admin("select count(*) from queue.channel") == "0");
}

TEST_CASE("without a session there is no channel", "[live]") {
  Bench bench;
  Browser stranger = bench.browser();
  CHECK(stranger.get(live::function(), "/api/live").refusal() == "session_required");
  const std::string token = live::token_for(bench.vault(), random_bytes(16), now() + 60s);
  CHECK(authorize(stranger, token).refusal() == "session_required");
}

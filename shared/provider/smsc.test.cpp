// The adapter against the stand-in as a real process: the same bytes on the wire as outside.
#include "provider/http.hpp"
#include "provider/sms.hpp"
#include "testing/sms_sandbox.hpp"

#include "base/require.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using testing::SmsSandbox;
using Verdict = Sent::Verdict;
using State = Delivery::State;

namespace {

const std::string sandbox = KABINET_BINARY_DIR "/bin/sandbox";
const std::string phone = "+79220000001";

std::unique_ptr<SmsProvider> adapter(const std::string& url) {
  return smsc({url, "kabinet", "secret", "KABINET"});
}

}  // namespace

TEST_CASE("a message reaches its number letter by letter", "[provider]") {
  const SmsSandbox party{sandbox};
  const std::string text =
      "Код 004211 для входа & «Пример» — 100% + ёлка\n@lk.example.org #004211";
  const Sent sent = adapter(party.url())->send({"own-1", phone, text, 180});
  CHECK(sent.verdict == Verdict::accepted);
  CHECK(sent.provider_id == "own-1");
  REQUIRE(party.sms(phone).size() == 1);
  CHECK(party.sms(phone)[0].at("text") == text);
  CHECK(party.sms(phone)[0].at("to") == phone);
}

TEST_CASE("a message is asked about by our own id", "[provider]") {
  const SmsSandbox party{sandbox};
  const auto provider = adapter(party.url());
  CHECK(provider->ask("own-1", phone).state == State::absent);
  CHECK(provider->send({"own-1", phone, "text", {}}).verdict == Verdict::accepted);
  CHECK(provider->ask("own-1", phone).state == State::sent);
  CHECK(provider->ask("own-1", "+79220000002").state == State::absent);
  const auto delivered = [&] { return provider->ask("own-1", phone).state == State::delivered; };
  CHECK(testing::comes_true(delivered));
}

TEST_CASE("messages outlive a restart of the stand-in", "[provider]") {
  SmsSandbox party{sandbox};
  const auto provider = adapter(party.url());
  CHECK(provider->send({"own-1", phone, "text", {}}).verdict == Verdict::accepted);
  party.restart();
  CHECK(party.sms(phone).size() == 1);
  CHECK(provider->ask("own-1", phone).state != State::absent);
}

TEST_CASE("a number that is none is rejected for good", "[provider]") {
  const SmsSandbox party{sandbox};
  const Sent sent = adapter(party.url())->send({"own-1", "+1", "text", {}});
  CHECK(sent.verdict == Verdict::rejected);
  CHECK(sent.reason == "provider error 7");
}

TEST_CASE("the same text to the same number within a minute is put off a minute", "[provider]") {
  const SmsSandbox party{sandbox};
  const auto provider = adapter(party.url());
  CHECK(provider->send({"own-1", phone, "text", {}}).verdict == Verdict::accepted);
  const Sent second = provider->send({"own-2", phone, "text", {}});
  CHECK(second.verdict == Verdict::again);
  CHECK(second.wait_s == 60);
}

TEST_CASE("a refused delivery is final, a broken provider is not", "[provider]") {
  SmsSandbox party{sandbox};
  const auto provider = adapter(party.url());
  party.next("reject");
  CHECK(provider->send({"own-1", phone, "one", {}}).verdict == Verdict::rejected);
  party.next("error");
  const Sent broken = provider->send({"own-2", phone, "two", {}});
  CHECK(broken.verdict == Verdict::again);
  CHECK(broken.reason == "the provider answers 500");
  CHECK(party.accepted() == 0);
}

TEST_CASE("a slow provider is waited for, a hanging one is left after five seconds", "[provider]") {
  SmsSandbox party{sandbox};
  const auto provider = adapter(party.url());
  party.next("slow");
  CHECK(provider->send({"own-1", phone, "one", {}}).verdict == Verdict::accepted);
  party.next("timeout");
  const auto begun = std::chrono::steady_clock::now();
  const Sent hanging = provider->send({"own-2", phone, "two", {}});
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{6});
  CHECK(hanging.verdict == Verdict::again);
  CHECK(hanging.reason == "the provider does not answer");
  CHECK(provider->ask("own-2", phone).state != State::absent);  // it had arrived all the same
}

TEST_CASE("an absent provider is put off, and no word of the message stands in the reason",
          "[provider]") {
  const auto provider = adapter("http://127.0.0.1:1/sys/send.php");
  const Sent sent = provider->send({"own-1", phone, "Код 123456", {}});
  CHECK(sent.verdict == Verdict::again);
  CHECK(sent.reason == "the provider is not reached");
  CHECK(provider->ask("own-1", phone).state == State::unclear);
}

TEST_CASE("a code does not travel in clear to another machine", "[provider]") {
  const auto send_to = [](const std::string& url) {
    return adapter(url)->send({"own-1", phone, "text", {}});
  };
  CHECK_THROWS_AS(send_to("http://smsc.ru/sys/send.php"), Broken);
  CHECK_THROWS_AS(send_to("http://127.0.0.1.example.org/sys/send.php"), Broken);
  CHECK_THROWS_AS(send_to("http://localhost@example.org/sys/send.php"), Broken);
  CHECK_THROWS_AS(send_to("file:///etc/passwd"), Broken);
}

// What notices do: make a known payment due, and nothing else, whoever sends them.
#include "notice/manifest.hpp"

#include "testing/bank_sandbox.hpp"
#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = notice::function();

struct Ear {
  Bench bench;
  BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox"};
  std::string loan = add_debt(bench, bench.add(anna()), "A-1", 500'000);
  std::string payment = add_payment(bench, loan, 1000);

  Ear() {
    bank.serve(bench.site());
    bench.admin("update payment.payment set provider_id = 'yk-1', next_ask_at = now() + '1 hour'");
  }
  Answer hear(const std::string& path, const std::string& body) {
    Request request;
    request.method = "POST";
    request.path = path;
    request.content_type = "application/json";
    request.body = body;
    request.remote_address = "127.0.0.1";
    request.id = std::string(32, '0');
    return bench.ask(fn, request);
  }
  bool is_due() {
    return bench.admin("select next_ask_at <= now() from payment.payment") == "t";
  }
};

std::string said(const std::string& id) {
  return json{{"type", "notification"}, {"event", "payment.succeeded"},
              {"object", {{"id", id}, {"status", "succeeded"}, {"paid", true},
                          {"amount", {{"value", "10.00"}, {"currency", "RUB"}}}}}}.dump();
}

}  // namespace

TEST_CASE("a notice makes us ask, and credits nothing by itself", "[notice]") {
  Ear ear;
  const Answer answer = ear.hear("/notice/yookassa", said("yk-1"));
  CHECK(answer.status() == 200);
  CHECK(ear.is_due());
  CHECK(owed(ear.bench, "A-1") == 500'000);
  CHECK(payment_state(ear.bench, ear.payment) == "created");
}

TEST_CASE("a notice of another kind is heard, so that it is not said for a day", "[notice]") {
  Ear ear;
  for (const char* event : {"payout.succeeded", "payment_method.active", "deal.closed"}) {
    const json body{{"type", "notification"}, {"event", event}, {"object", {{"id", "yk-1"}}}};
    CHECK(ear.hear("/notice/yookassa", body.dump()).status() == 200);
  }
  CHECK_FALSE(ear.is_due());
  CHECK(ear.hear("/notice/yookassa", R"({"type":"notification","object":{}})").status() == 400);
}

TEST_CASE("a notice about a stranger is answered alike and does nothing", "[notice]") {
  Ear ear;
  CHECK(ear.hear("/notice/yookassa", said("yk-9")).status() == 200);
  CHECK(!ear.is_due());
}

TEST_CASE("what is no notice is refused", "[notice]") {
  Ear ear;
  for (const std::string& body : {std::string{}, std::string{"[]"}, std::string{"{"},
                                  std::string(60'000, '['), std::string{"{\"event\": 1}"}}) {
    CHECK(ear.hear("/notice/yookassa", body).refusal() == "notice_is_readable");
    CHECK(ear.hear("/notice/tbank", body).refusal() == "notice_is_readable");
  }
  CHECK(!ear.is_due());
}

TEST_CASE("a notice of T-Bank without its token is refused", "[notice]") {
  Ear ear;
  const std::string body = json{{"TerminalKey", "1700000000001DEMO"}, {"OrderId", ear.payment},
                                {"Success", true}, {"Status", "CONFIRMED"}, {"PaymentId", 1},
                                {"Amount", 1000}, {"Token", std::string(64, 'a')}}.dump();
  CHECK(ear.hear("/notice/tbank", body).refusal() == "notice_is_readable");
}

TEST_CASE("a notice of T-Bank with its token makes us ask, and hears OK", "[notice]") {
  Ear ear;
  // The worked example of the protocol's rule, with the terminal's password SecretPwd123.
  const std::string body = json{
      {"TerminalKey", "1700000000001DEMO"}, {"OrderId", "LK-2026-000042"}, {"Success", true},
      {"Status", "CONFIRMED"}, {"PaymentId", 2304882}, {"ErrorCode", "0"}, {"Amount", 150075},
      {"CardId", 10452089}, {"Pan", "220000******0005"}, {"ExpDate", "1129"},
      {"Token", "6ce5ca7ad927a8db06ca4a8a6a9b8ff9259465fa2137ad724f7edb4be29a11d4"}}.dump();
  const Answer answer = ear.hear("/notice/tbank", body);
  CHECK(answer.status() == 200);
  CHECK(answer.reply.body == "OK");
}

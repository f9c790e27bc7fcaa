// What may end a refund and what may not, and what the stand-in lets a person order.
#include "base/require.hpp"
#include "provider/acquirer.hpp"
#include "testing/bank_sandbox.hpp"
#include "testing/ear.hpp"
#include "testing/process.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using testing::BankSandbox;
using testing::Ear;

TEST_CASE("a refund ends at the acquirer's word, not at an error about ourselves", "[provider]") {
  using Refund = RefundTruth::State;
  Ear ear;
  const auto bank = yookassa({ear.url(), "100500", "secret", 1, 1});
  const std::string error = R"({"type":"error","code":"invalid_credentials"})";
  for (const int status : {400, 401, 403, 405, 429, 500}) {
    INFO(status);
    ear.answer(status, error);
    CHECK(bank->fetch_refund("r-1", "rf-1", "b-1").state == Refund::unclear);
    CHECK(bank->refund({"r-1", "b-1", 100}).state ==
          (status == 400 ? Refund::dead : Refund::unclear));
    CHECK(bank->refund({"r-1", "b-1", 100, {}, true}).state == Refund::unclear);
  }
  ear.answer(200, R"({"id":"rf-1","status":"canceled","amount":{"value":"1.00"}})");
  CHECK(bank->fetch_refund("r-1", "rf-1", "b-1").state == Refund::dead);
}

TEST_CASE("a payment with a receipt is not refunded without one that fits", "[provider]") {
  using Refund = RefundTruth::State;
  const BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox"};
  const Receipt receipt{"79220000001", {{"Долг", 50'000}}};
  for (const auto& acquirer :
       {yookassa({bank.yookassa_url(), "100500", BankSandbox::secret, 1, 1}).release(),
        tbank({bank.tbank_url(), "1700000000001DEMO", BankSandbox::password}).release()}) {
    const std::unique_ptr<Acquirer> owned{acquirer};
    const std::string own = acquirer->can_list() ? "p-1" : "p-2";
    const Created made = acquirer->create({own, 50'000, PayMethod::card, "Оплата",
                                           "https://lk.example.org", "ru", receipt});
    const std::string id = made.truth.provider_id;
    bank.finish(id);
    CHECK(acquirer->refund({"r-" + own, id, 20'000}).state == Refund::dead);
    CHECK_THROWS_AS(acquirer->refund({"r-" + own, id, 20'000, receipt}), Broken);
    CHECK(acquirer->refund({"r-" + own, id, 50'000, receipt}).state == Refund::done);
  }
}

TEST_CASE("the stand-in takes a scenario it knows, for a number of payments", "[provider]") {
  const BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox"};
  const std::string port = bank.url().substr(bank.url().rfind(':') + 1);
  const auto order = [&](const std::string& body) {
    return testing::http(port, "POST", "/bank/scenario", body);
  };
  CHECK(order(R"({"next":"decline_fraud","times":3})") == R"({"next":"decline_fraud","times":3})");
  CHECK(order(R"({"next":"decline_fraud"})") == R"({"next":"decline_fraud","times":1})");
  for (const char* wrong : {R"({"next":"nonsense"})", R"({"next":"decline_fraud","times":"3"})",
                            R"({"next":"decline_fraud","times":-1})", R"({"times":1})", "[]",
                            "{"}) {
    CHECK(nlohmann::json::parse(order(wrong)).at("expected").at("times") == "0-1000000");
  }
}

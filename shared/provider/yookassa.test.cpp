// The adapter against the stand-in as a real process, and against answers no honest party gives.
#include "provider/acquirer.hpp"
#include "provider/party_json.hpp"
#include "testing/bank_sandbox.hpp"
#include "testing/ear.hpp"

#include "base/require.hpp"
#include "text/text.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <set>

using namespace kabinet;
using nlohmann::json;
using testing::BankSandbox;
using testing::Ear;
using Verdict = Created::Verdict;
using State = Truth::State;

namespace {

const std::string sandbox = KABINET_BINARY_DIR "/bin/sandbox";

std::unique_ptr<Acquirer> shop(const std::string& url,
                               const std::string& secret = BankSandbox::secret) {
  return yookassa({url, "100500", secret, 1, 1});
}

Attempt attempt(const std::string& id, PayMethod method = PayMethod::card) {
  return {id, 150'075, method, "Оплата по договору 700012345", "https://lk.example.org/pay/" + id,
          "ru", {"79220000001", {{"Проценты", 50'000}, {"Основной долг", 100'075}}}};
}

RefundAttempt back(const std::string& id, const std::string& payment, std::int64_t kopecks) {
  return {id, payment, kopecks, {"79220000001", {{"Основной долг", kopecks}}}};
}

// What the adapter makes of one answer to a create and to a fetch.
std::pair<Created, Truth> met(Ear& ear, int status, const std::string& body) {
  ear.answer(status, body);
  const auto bank = shop(ear.url());
  return {bank->create(attempt("p-1")), bank->fetch("p-1", "b-1")};
}

std::string object(const std::string& status, const std::string& more = "") {
  return R"({"id":"b-1","status":")" + status + R"(","amount":{"value":"1500.75",)" +
         R"("currency":"RUB"},"metadata":{"payment_id":"p-1"},"new_field":[{}])" + more + "}";
}

}  // namespace

TEST_CASE("amounts are whole kopecks on both sides of the wire", "[provider]") {
  CHECK(roubles(150'075) == "1500.75");
  CHECK(roubles(5) == "0.05");
  CHECK(roubles(100'000'000'001) == "1000000000.01");
  const auto read = [](const std::string& text) {
    return roubles_at(json::parse("{\"v\":" + text + "}"), "v");
  };
  CHECK(read("\"1500.75\"") == 150'075);
  CHECK(read("1500.75") == 150'075);
  CHECK(read("1500.7") == 150'070);
  CHECK(read("1500") == 150'000);
  CHECK(read("0.29") == 29);
  for (const char* bad : {"-1", "\"-1.00\"", "\"1.005\"", "1e30", "\"\"", "\".\"", "\"1,00\"",
                          "true", "null", "[1]", "99999999999999999999", "\"1 000.00\""}) {
    INFO(bad);
    CHECK(!read(bad));
  }
}

TEST_CASE("a card payment is asked for as YooKassa documents it", "[provider]") {
  Ear ear;
  CHECK(met(ear, 200, object("pending")).first.verdict == Verdict::taken);
  const auto heard = ear.heard().at(0);
  CHECK(heard.head.starts_with("POST /payments HTTP/1.1"));
  CHECK(heard.head.find("Idempotence-Key: p-1") != std::string::npos);
  CHECK(heard.head.find("Authorization: Basic MTAwNTAwOnRlc3RfeW9va2Fzc2E=") !=
        std::string::npos);
  const json body = json::parse(heard.body);
  CHECK(body["amount"] == json{{"value", "1500.75"}, {"currency", "RUB"}});
  CHECK(body["capture"] == true);
  CHECK(body["confirmation"]["type"] == "redirect");
  CHECK(body["confirmation"]["return_url"] == "https://lk.example.org/pay/p-1");
  CHECK(body["metadata"]["payment_id"] == "p-1");
  CHECK(body["receipt"]["customer"]["phone"] == "79220000001");
  CHECK(body["receipt"]["items"][1]["amount"]["value"] == "1000.75");
  CHECK(body["receipt"]["items"][1]["payment_subject"] == "payment");
  Attempt crooked = attempt("p-2");
  crooked.receipt.lines[0].kopecks += 1;
  CHECK_THROWS_AS(shop(ear.url())->create(crooked), Broken);
}

TEST_CASE("a payment is created once however often it is asked for", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  const Created first = acquirer->create(attempt("p-1"));
  REQUIRE(first.verdict == Verdict::taken);
  CHECK(first.truth.state == State::pending);
  CHECK(first.truth.confirmation_type == "redirect");
  CHECK(first.truth.confirmation == bank.url() + "/bank/pay/" + first.truth.provider_id);
  CHECK(acquirer->create(attempt("p-1")).truth.provider_id == first.truth.provider_id);
  Attempt other = attempt("p-1");
  other.purpose = "Иное";
  const Created refused = acquirer->create(other);
  CHECK(refused.verdict == Verdict::refused);
  CHECK(refused.reason == "provider error 400 invalid_request");
  CHECK(bank.payments().size() == 1);
  CHECK(acquirer->fetch("p-1", "").state == State::unclear);
  CHECK(acquirer->fetch("p-1", "no-such").state == State::absent);
  CHECK(acquirer->fetch("p-1", "../refunds/x").state == State::absent);
}

TEST_CASE("an SBP payment has a QR code for an hour and is paid in a bank's app", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  const Created sbp = acquirer->create(attempt("p-1", PayMethod::sbp));
  CHECK(sbp.truth.confirmation_type == "qr");
  CHECK(sbp.truth.confirmation.starts_with("https://qr.nspk.ru/AD"));
  CHECK(sbp.truth.confirmation == bank.payment("p-1").at("qr"));
  CHECK(sbp.truth.expires_in_s == 3600);
  CHECK(bank.finish("p-1").at("status") == "succeeded");
  const Truth truth = acquirer->fetch("p-1", sbp.truth.provider_id);
  CHECK(truth.state == State::paid);
  CHECK(truth.own_id == "p-1");
  CHECK(truth.kopecks == 150'075);
  CHECK(truth.currency == "RUB");
  CHECK(truth.confirmation.empty());
}

TEST_CASE("a declined payment says why", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  for (const auto& [scenario, reason] :
       {std::pair{"decline_insufficient_funds", "insufficient_funds"},
        std::pair{"decline_fraud", "fraud_suspected"}}) {
    bank.next(scenario);
    const std::string id = acquirer->create(attempt(reason)).truth.provider_id;
    bank.finish(id);
    const Truth truth = acquirer->fetch(reason, id);
    CHECK(truth.state == State::dead);
    CHECK(truth.reason == reason);
  }
}

TEST_CASE("an answer that was lost is had by asking again", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  bank.next("refuse");
  CHECK(acquirer->create(attempt("p-1")).verdict == Verdict::refused);
  CHECK(bank.payments().empty());
  bank.next("error_500");
  const Created broken = acquirer->create(attempt("p-2"));
  CHECK(broken.verdict == Verdict::unknown);
  CHECK(broken.reason == "the acquirer answers 500");
  bank.next("timeout_after_acceptance");
  const auto begun = std::chrono::steady_clock::now();
  const Created hanging = acquirer->create(attempt("p-3"));
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{5});
  CHECK(hanging.reason == "the acquirer does not answer");
  bank.next("slow");
  CHECK(acquirer->create(attempt("p-4")).verdict == Verdict::taken);
  CHECK(bank.payments().size() == 3);
  for (const char* id : {"p-2", "p-3"}) {
    const Created again = acquirer->create(attempt(id));
    CHECK(again.verdict == Verdict::taken);
    CHECK(again.truth.provider_id == bank.payment(id).at("id"));
  }
  CHECK(bank.payments().size() == 3);
}

TEST_CASE("money goes back once for a refund's id and never more than came", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  const std::string id = acquirer->create(attempt("p-1")).truth.provider_id;
  CHECK(acquirer->refund(back("r-0", id, 100)).state == RefundTruth::State::dead);
  bank.finish(id);
  const RefundTruth part = acquirer->refund(back("r-1", id, 50'000));
  CHECK(part.state == RefundTruth::State::done);
  CHECK(part.kopecks == 50'000);
  CHECK(acquirer->refund(back("r-1", id, 50'000)).provider_id == part.provider_id);
  CHECK(acquirer->fetch("p-1", id).refunded_kopecks == 50'000);
  CHECK(acquirer->refund(back("r-2", id, 100'076)).state == RefundTruth::State::dead);
  CHECK(acquirer->refund(back("r-3", id, 100'075)).state == RefundTruth::State::done);
  CHECK(acquirer->fetch("p-1", id).refunded_kopecks == 150'075);
  CHECK(acquirer->fetch("p-1", id).state == State::paid);
  CHECK(acquirer->fetch_refund("r-1", part.provider_id, id).state == RefundTruth::State::done);
  CHECK(acquirer->fetch_refund("r-1", "", id).state == RefundTruth::State::unclear);
  CHECK(acquirer->fetch_refund("r-1", "none", id).state == RefundTruth::State::absent);
  CHECK(acquirer->refund(back("r-4", "none", 1)).state == RefundTruth::State::absent);
  CHECK(bank.refunds().size() == 2);
  const json receipt = bank.refunds()[0].at("receipt");
  CHECK(receipt["customer"]["phone"] == "79220000001");
  CHECK(receipt["items"][0]["amount"]["value"] == "500.00");
  CHECK(receipt["items"][0]["payment_subject"] == "payment");
}

TEST_CASE("all payments since a moment are listed, page by page", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  for (int i = 0; i < 105; ++i) {
    REQUIRE(acquirer->create(attempt("p-" + std::to_string(i))).verdict == Verdict::taken);
  }
  const auto all = acquirer->list_since("2026-01-01T00:00:00.000Z");
  REQUIRE(all);
  std::set<std::string> ids;
  for (const Truth& truth : *all) ids.insert(truth.own_id);
  CHECK(ids.size() == 105);
  const std::string last = bank.payment("p-104").at("created_at");
  const auto late = acquirer->list_since(last);
  REQUIRE(late);
  CHECK(late->size() < 105);
  CHECK(late->back().own_id == "p-104");
  CHECK(acquirer->list_since("2999-01-01T00:00:00.000Z")->empty());
}

TEST_CASE("all refunds since a moment are listed, page by page", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = shop(bank.yookassa_url());
  const std::string id = acquirer->create(attempt("p-1")).truth.provider_id;
  bank.finish(id);
  for (int i = 0; i < 105; ++i) {
    REQUIRE(acquirer->refund(back("r-" + std::to_string(i), id, 100)).state ==
            RefundTruth::State::done);
  }
  const auto all = acquirer->list_refunds_since("2026-01-01T00:00:00.000Z");
  REQUIRE(all);
  CHECK(all->size() == 105);
  CHECK(all->back().payment_id == id);
  CHECK(all->back().id == bank.refunds().back().at("id"));
  CHECK(acquirer->list_refunds_since("2999-01-01T00:00:00.000Z")->empty());
  CHECK(!shop(bank.yookassa_url(), "wrong")->list_refunds_since("2026-01-01T00:00:00.000Z"));
}

TEST_CASE("a wrong secret is a final refusal of a payment and no word about one", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto stranger = shop(bank.yookassa_url(), "wrong");
  CHECK(stranger->create(attempt("p-1")).reason == "provider error 401 invalid_credentials");
  CHECK(stranger->fetch("p-1", "b-1").state == State::unclear);
  CHECK(!stranger->list_since("2026-01-01T00:00:00.000Z"));
}

TEST_CASE("each status of the document has one meaning", "[provider]") {
  Ear ear;
  const auto state = [&](const std::string& status) {
    return met(ear, 200, object(status)).second.state;
  };
  CHECK(state("pending") == State::pending);
  CHECK(state("waiting_for_capture") == State::held);
  CHECK(state("succeeded") == State::paid);
  CHECK(state("canceled") == State::dead);
  CHECK(state("PAID") == State::unclear);
  CHECK(met(ear, 404, "{}").second.state == State::absent);
  for (const int passing : {202, 302, 408, 429, 500, 502, 503}) {
    INFO(passing);
    CHECK(met(ear, passing, object("succeeded")).first.verdict == Verdict::unknown);
    CHECK(met(ear, passing, object("succeeded")).second.state == State::unclear);
  }
  for (const int final_one : {400, 401, 403, 405, 415}) {
    CHECK(met(ear, final_one, "{}").first.verdict == Verdict::refused);
  }
  const std::string error = R"({"code":"invalid_request","parameter":"amount.value",)"
                            R"("description":"+7 922 000-00-01"})";
  CHECK(met(ear, 400, error).first.reason == "provider error 400 invalid_request amount.value");
  const auto hostile = met(ear, 200, object("pending", R"(,"confirmation":{"type":"redirect",)"
                                            R"("confirmation_url":"javascript:0"})"));
  CHECK(hostile.second.state == State::pending);
  CHECK(hostile.second.confirmation.empty());
}

TEST_CASE("an answer that is no answer leaves a payment unclear", "[provider]") {
  Ear ear;
  const std::string id = R"({"id":"b-1","status":"succeeded",)";
  for (const std::string& body :
       {std::string{}, std::string{"null"}, std::string{"[]"}, std::string(64 * 1024, '['),
        std::string(70 * 1024, ' '), std::string{"{\"id\":\"\xFF\"}"}, id + "\"amount\":1500.75}",
        id + R"("amount":{"value":"-1.00"}})", id + R"("amount":{"value":{}}})",
        id + R"("amount":{"value":"1e9"}})",
        id + R"("amount":{"value":"1.00"},"refunded_amount":{"value":"x"}})",
        std::string{R"({"id":{},"status":[],"amount":{"value":"1.00"}})"},
        std::string{R"({"id":"a/../b","status":"succeeded","amount":{"value":"1.00"}})"}}) {
    INFO(body.substr(0, 80));
    const auto [created, truth] = met(ear, 200, body);
    CHECK(created.verdict == Verdict::unknown);
    CHECK(truth.state == State::unclear);
    CHECK(!shop(ear.url())->list_since("2026-01-01T00:00:00.000Z"));
    const bool is_refund = body.find("refunded_amount") != std::string::npos;
    CHECK((shop(ear.url())->fetch_refund("r", "b", "b").state == RefundTruth::State::unclear ||
           is_refund));
  }
  ear.answer(200, R"({"items":[],"next_cursor":"1"})");
  CHECK(!shop(ear.url())->list_since("2026-01-01T00:00:00.000Z"));  // it would never end
  CHECK(shop("http://127.0.0.1:1")->create(attempt("p")).reason ==
        "the acquirer is not reached");
  CHECK_THROWS_AS(shop("http://api.yookassa.ru/v3")->fetch("p", "b"), Broken);
}

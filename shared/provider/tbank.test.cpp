// T-Bank's adapter against the stand-in as a real process, and its words against the document.
#include "provider/acquirer.hpp"
#include "provider/notice.hpp"
#include "provider/tbank_words.hpp"
#include "testing/bank_sandbox.hpp"
#include "testing/ear.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using nlohmann::json;
using testing::BankSandbox;
using testing::Ear;
using Verdict = Created::Verdict;
using State = Truth::State;

namespace {

const std::string sandbox = KABINET_BINARY_DIR "/bin/sandbox";

std::unique_ptr<Acquirer> terminal(const std::string& url,
                                   const std::string& password = BankSandbox::password) {
  return tbank({url, "1700000000001DEMO", password});
}

Attempt attempt(const std::string& id, PayMethod method = PayMethod::card) {
  return {id, 150'075, method, "Оплата по договору 700012345", "https://lk.example.org/pay/" + id,
          "en", {"79220000001", {{"Долг", 150'075}}}};
}

RefundAttempt back(const std::string& id, const std::string& payment, std::int64_t kopecks) {
  return {id, payment, kopecks, {"79220000001", {{"Долг", kopecks}}}};
}

Truth fetched(Ear& ear, const std::string& body) {
  ear.answer(200, body);
  return terminal(ear.url())->fetch("p-1", "23");
}

std::string state_body(const std::string& status, const std::string& code = "0") {
  return R"({"Success":true,"ErrorCode":")" + code + R"(","Status":")" + status +
         R"(","PaymentId":23,"OrderId":"p-1","Amount":150075,"More":{"a":[]}})";
}

}  // namespace

TEST_CASE("a Token signs the scalars of the root in the order of their names", "[provider]") {
  const json init{{"TerminalKey", "1700000000001DEMO"}, {"Amount", 150'075},
                  {"OrderId", "LK-2026-000042"},
                  {"Description", "Оплата по ЛС 700012345"},
                  {"Receipt", {{"Phone", "+79220000001"}}}, {"Token", "other"}};
  CHECK(tbank_token(init, "SecretPwd123") ==
        "8948237bc1600fdb48514361640d0ee27115643b2782d691904eaf7df4177031");
  json notice{{"TerminalKey", "1700000000001DEMO"}, {"OrderId", "LK-2026-000042"},
              {"Success", true}, {"Status", "CONFIRMED"}, {"PaymentId", 2304882},
              {"ErrorCode", "0"}, {"Amount", 150'075}, {"CardId", 10452089},
              {"Pan", "220000******0005"}, {"ExpDate", "1129"}, {"Data", {{"a", "b"}}}};
  CHECK(tbank_token(notice, "SecretPwd123") ==
        "6ce5ca7ad927a8db06ca4a8a6a9b8ff9259465fa2137ad724f7edb4be29a11d4");
  CHECK(!read_tbank_notice(notice.dump(), "SecretPwd123"));
  notice["Token"] = tbank_token(notice, "SecretPwd123");
  const auto read = read_tbank_notice(notice.dump(), "SecretPwd123");
  REQUIRE(read);
  CHECK(read->proven);
  CHECK(read->provider_id == "2304882");
  CHECK(read->own_id == "LK-2026-000042");
  CHECK(!read_tbank_notice(notice.dump(), "other"));
  notice["Amount"] = 1;
  CHECK(!read_tbank_notice(notice.dump(), "SecretPwd123"));
  CHECK(!read_tbank_notice(std::string(64 * 1024, '['), "SecretPwd123"));
}

TEST_CASE("money is taken at CONFIRMED and at no other word of T-Bank", "[provider]") {
  Ear ear;
  const auto state = [&](const char* status) { return fetched(ear, state_body(status)).state; };
  for (const char* status :
       {"NEW", "FORM_SHOWED", "AUTHORIZING", "3DS_CHECKING", "3DS_CHECKED", "PAY_CHECKING"}) {
    CHECK(state(status) == State::pending);
  }
  for (const char* status : {"AUTHORIZED", "CONFIRMING", "REVERSING", "PARTIAL_REVERSED"}) {
    CHECK(state(status) == State::held);
  }
  for (const char* status :
       {"CONFIRMED", "REFUNDING", "ASYNC_REFUNDING", "PARTIAL_REFUNDED", "REFUNDED"}) {
    CHECK(state(status) == State::paid);
  }
  CHECK(fetched(ear, state_body("REFUNDED")).refunded_kopecks == 150'075);
  CHECK(state("SOMETHING_NEW") == State::unclear);
  const auto reason = [&](const char* status, const char* code = "0") {
    const Truth truth = fetched(ear, state_body(status, code));
    CHECK(truth.state == State::dead);
    return truth.reason;
  };
  CHECK(reason("REJECTED", "1051") == "insufficient_funds");
  CHECK(reason("REJECTED", "1059") == "fraud_suspected");
  CHECK(reason("REJECTED", "1054") == "card_expired");
  CHECK(reason("REJECTED", "401") == "general_decline");
  CHECK(reason("AUTH_FAIL") == "3d_secure_failed");
  CHECK(reason("DEADLINE_EXPIRED") == "expired_on_confirmation");
  CHECK(reason("ATTEMPTS_EXPIRED") == "general_decline");
  CHECK(reason("CANCELED") == "canceled_by_merchant");
  CHECK(reason("REVERSED") == "canceled_by_merchant");
}

TEST_CASE("an answer that is none of T-Bank's leaves a payment unclear", "[provider]") {
  Ear ear;
  for (const std::string& body :
       {std::string{}, std::string{"[]"}, std::string(64 * 1024, '['), std::string{"{}"},
        std::string{R"({"ErrorCode":{},"Status":[]})"}, std::string{R"({"ErrorCode":"9999"})"},
        std::string{R"({"ErrorCode":"0","Payments":{}})"},
        std::string{R"({"ErrorCode":"0","Payments":[[],1]})"},
        std::string{R"({"ErrorCode":"0","Status":"CONFIRMED","PaymentId":1,"Amount":-1})"},
        std::string{R"({"ErrorCode":"0","Status":"CONFIRMED","PaymentId":1,"Amount":1.5})"}}) {
    INFO(body.substr(0, 80));
    CHECK(fetched(ear, body).state == State::unclear);
    const auto acquirer = terminal(ear.url());
    CHECK(acquirer->create(attempt("p-1")).verdict == Verdict::unknown);
    CHECK(acquirer->fetch("p-1", "").state == State::unclear);
    CHECK(acquirer->fetch_refund("r", "", "1").state == RefundTruth::State::unclear);
  }
  for (const std::string code : {"202", "204", "205", "501"}) {  // about us: nothing is refused
    ear.answer(200, R"({"Success":false,"ErrorCode":")" + code + "\"}");
    CHECK(terminal(ear.url())->refund(back("r", "1", 1)).state == RefundTruth::State::unclear);
  }
  // A Status beside it says how the payment stands, not that the refund was refused.
  ear.answer(200, R"({"Success":false,"ErrorCode":"9999","Status":"CONFIRMED"})");
  CHECK(terminal(ear.url())->refund(back("r", "1", 1)).state == RefundTruth::State::unclear);
  ear.answer(200, R"({"Success":false,"ErrorCode":"8"})");
  CHECK(terminal(ear.url())->refund(back("r", "1", 1)).state == RefundTruth::State::dead);
  ear.answer(502, state_body("CONFIRMED"));
  CHECK(terminal(ear.url())->fetch("p-1", "1").state == State::unclear);
  CHECK(terminal(ear.url())->refund(back("r", "1", 1)).state == RefundTruth::State::unclear);
}

TEST_CASE("T-Bank's page is open as long as our own payment is", "[provider]") {
  Ear ear;
  Attempt one = attempt("p-1");
  const auto due_date = [&] {
    (void)terminal(ear.url())->create(one);
    return json::parse(ear.heard().back().body).value("RedirectDueDate", "none");
  };
  CHECK(due_date() == "none");
  one.pay_until = "2026-03-01T15:00:00+03:00";
  CHECK(due_date() == "2026-03-01T15:00:00+03:00");
}

TEST_CASE("a payment at T-Bank is created once and found by our own id", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = terminal(bank.tbank_url());
  CHECK(acquirer->fetch("p-1", "").state == State::absent);
  CHECK(acquirer->fetch("p-1", "23").state == State::absent);
  const Created first = acquirer->create(attempt("p-1"));
  REQUIRE(first.verdict == Verdict::taken);
  CHECK(first.truth.confirmation == bank.url() + "/bank/pay/" + first.truth.provider_id);
  const Created again = acquirer->create(attempt("p-1"));
  CHECK(again.verdict == Verdict::taken);
  CHECK(again.truth.provider_id == first.truth.provider_id);
  CHECK(again.truth.confirmation.empty());  // the bank tells its page's address once
  bank.finish("p-1");
  const Truth paid = acquirer->fetch("p-1", "");
  CHECK(paid.state == State::paid);
  CHECK(paid.own_id == "p-1");
  CHECK(paid.kopecks == 150'075);
  CHECK(acquirer->fetch("p-1", paid.provider_id).state == State::paid);
  CHECK(!acquirer->list_since("2026-01-01T00:00:00.000Z"));
}

TEST_CASE("SBP at T-Bank gives its QR code again when it is asked again", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = terminal(bank.tbank_url());
  const Created sbp = acquirer->create(attempt("p-1", PayMethod::sbp));
  CHECK(sbp.truth.confirmation_type == "qr");
  CHECK(sbp.truth.confirmation == bank.payment("p-1").at("qr"));
  CHECK(acquirer->create(attempt("p-1", PayMethod::sbp)).truth.confirmation ==
        sbp.truth.confirmation);
  CHECK(bank.payment("p-1").at("method") == "sbp");
}

TEST_CASE("refusals, silences and declines of T-Bank are told apart", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = terminal(bank.tbank_url());
  bank.next("refuse");
  const Created refused = acquirer->create(attempt("p-1"));
  CHECK(refused.verdict == Verdict::refused);
  CHECK(refused.reason == "provider error 53");
  bank.next("error_500");
  CHECK(acquirer->create(attempt("p-2")).verdict == Verdict::unknown);
  CHECK(acquirer->create(attempt("p-2")).verdict == Verdict::taken);
  bank.next("decline_insufficient_funds");
  CHECK(acquirer->create(attempt("p-3")).verdict == Verdict::taken);
  bank.finish("p-3");
  CHECK(acquirer->fetch("p-3", "").reason == "insufficient_funds");
  const auto stranger = terminal(bank.tbank_url(), "wrong");
  CHECK(stranger->create(attempt("p-4")).verdict != Verdict::taken);
  CHECK(stranger->fetch("p-2", "").state == State::unclear);
  CHECK(bank.payments().size() == 2);
}

TEST_CASE("T-Bank returns a card payment's part once for a refund's id", "[provider]") {
  const BankSandbox bank{sandbox};
  const auto acquirer = terminal(bank.tbank_url());
  const std::string id = acquirer->create(attempt("p-1")).truth.provider_id;
  bank.finish(id);
  CHECK(acquirer->fetch_refund("r-1", "", id).state == RefundTruth::State::absent);
  for (int i = 0; i < 2; ++i) {
    const RefundTruth part = acquirer->refund(back("r-1", id, 50'000));
    CHECK(part.state == RefundTruth::State::done);
    CHECK(part.kopecks == 50'000);
  }
  CHECK(acquirer->fetch_refund("r-1", "", id).state == RefundTruth::State::unclear);
  CHECK(acquirer->fetch("p-1", id).is_part_refunded);
  CHECK(acquirer->refund(back("r-2", id, 100'076)).state == RefundTruth::State::dead);
  CHECK(acquirer->refund(back("r-3", id, 100'075)).state == RefundTruth::State::done);
  CHECK(acquirer->fetch_refund("r-3", "", id).state == RefundTruth::State::done);
  CHECK(acquirer->fetch("p-1", id).refunded_kopecks == 150'075);
  CHECK(bank.refunds().size() == 2);
  const json receipt = bank.refunds()[0].at("receipt");
  CHECK(receipt["Phone"] == "+79220000001");
  CHECK(receipt["Items"][0]["Amount"] == 50'000);
}

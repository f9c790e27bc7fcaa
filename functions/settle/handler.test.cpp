// Every way a payment or a refund can go at the stand-in bank, and what the ledger says afterwards.
#include "settle/manifest.hpp"

#include "payment/attempt.hpp"
#include "testing/bank_sandbox.hpp"
#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

struct Desk {
  Bench bench;
  BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox"};
  Person anna_ = bench.add(anna());
  std::string loan = add_debt(bench, anna_, "A-1", 500'000);

  Desk() { bank.serve(bench.site()); }

  void turn() {
    bench.admin("update payment.payment set next_ask_at = now() where next_ask_at is not null");
    bench.admin("update payment.refund set next_ask_at = now() where next_ask_at is not null");
    const Request none;
    Call call{settle::function(), nullptr, none, bench.db("fn_settle"), bench.site(),
              bench.vault()};
    settle::tick(call, [] { return false; });
  }
  std::string state(const std::string& payment) { return payment_state(bench, payment); }
  std::string column(const std::string& name, const std::string& payment) {
    return bench.admin("select " + name + " from payment.payment where id = '" + payment + "'");
  }
  // A paid payment of this acquirer.
  std::string paid(const std::string& provider, const std::string& method = "card") {
    const std::string payment = add_payment(bench, loan, 120'000, method, provider);
    turn();
    REQUIRE(bank.finish(payment).contains("id"));
    turn();
    REQUIRE(state(payment) == "succeeded");
    return payment;
  }
  std::string refund(const std::string& payment, std::int64_t kopecks) {
    const std::string id = bench.admin("select gen_random_uuid()");
    bench.admin("select api.payment_begin_refund('" + id + "', '" + payment + "', " +
                std::to_string(kopecks) + ", (select amount_kopecks - coalesce((select sum("
                "r.amount_kopecks) from payment.refund r where r.payment_id = p.id and r.state <>"
                " 'canceled'), 0)::bigint from payment.payment p where p.id = '" + payment +
                "'), 'test')");
    return id;
  }
  std::string refund_state(const std::string& id) {
    return bench.admin("select state from payment.refund where id = '" + id + "'");
  }
  bool agrees() {
    return bench.admin("select api.payment_check() ->> 'differences'") == "0";
  }
};

int taken(Desk& desk) {
  return std::stoi(desk.bench.admin("select count(*) from payment.refund where asks > 0"));
}

}  // namespace

TEST_CASE("a payment that nobody asked the acquirer for is asked for, and paid once", "[settle]") {
  for (const std::string provider : {"yookassa", "tbank"}) {
    for (const std::string method : {"card", "sbp"}) {
      INFO(provider + " " + method);
      Desk desk;
      const std::string payment = add_payment(desk.bench, desk.loan, 120'000, method, provider);
      desk.turn();
      CHECK(desk.state(payment) == "submitted");
      CHECK(owed(desk.bench, "A-1") == 500'000);
      REQUIRE(desk.bank.finish(payment).contains("id"));
      desk.turn();
      CHECK(desk.state(payment) == "succeeded");
      desk.turn();
      CHECK(owed(desk.bench, "A-1") == 380'000);
      CHECK(desk.bank.payments().size() == 1);
      CHECK(desk.column("next_ask_at", payment) == "");
      CHECK(desk.agrees());
    }
  }
}

TEST_CASE("a decline ends a payment with its reason and credits nothing", "[settle]") {
  for (const std::string provider : {"yookassa", "tbank"}) {
    INFO(provider);
    Desk desk;
    desk.bank.next("decline_insufficient_funds");
    const std::string payment = add_payment(desk.bench, desk.loan, 120'000, "card", provider);
    desk.turn();
    desk.bank.finish(payment);
    desk.turn();
    CHECK(desk.state(payment) == "canceled");
    CHECK(desk.column("reason", payment) == "insufficient_funds");
    CHECK(owed(desk.bench, "A-1") == 500'000);
  }
}

TEST_CASE("an answer that was lost is asked for again with the same id", "[settle]") {
  Desk desk;
  desk.bank.next("error_500");
  const std::string payment = add_payment(desk.bench, desk.loan, 120'000);
  desk.turn();
  CHECK(desk.state(payment) == "processing");
  desk.turn();
  CHECK(desk.state(payment) == "submitted");
  CHECK(desk.bank.payments().size() == 1);
}

TEST_CASE("an acquirer that refuses to take a payment fails it", "[settle]") {
  Desk desk;
  desk.bank.next("refuse");
  const std::string payment = add_payment(desk.bench, desk.loan, 120'000);
  desk.turn();
  CHECK(desk.state(payment) == "failed");
}

TEST_CASE("a payment that cannot be asked about keeps no other waiting", "[settle]") {
  Desk desk;
  const std::string lost = add_payment(desk.bench, desk.loan, 120'000, "card", "tbank");
  const std::string good = add_payment(desk.bench, desk.loan, 130'000);
  desk.bench.site().acquirer.tbank_password_file = "/nonexistent";
  desk.turn();
  CHECK(desk.state(lost) == "created");
  CHECK(desk.state(good) == "submitted");
  desk.bank.serve(desk.bench.site());
  desk.turn();
  CHECK(desk.state(lost) == "submitted");
}

TEST_CASE("a card that T-Bank refused may be followed by another until its page ends", "[settle]") {
  Desk desk;
  desk.bank.next("decline_fraud");
  const std::string payment = add_payment(desk.bench, desk.loan, 120'000, "card", "tbank");
  desk.bench.admin("update payment.payment set expires_at = now() + '1 hour'");
  desk.turn();
  desk.bank.finish(payment);
  desk.turn();
  CHECK(desk.state(payment) == "canceled");
  CHECK(desk.column("next_ask_at > now()", payment) == "t");
  desk.bench.admin("update payment.payment set expires_at = now() - interval '2 hours'");
  desk.turn();
  CHECK(desk.column("next_ask_at", payment) == "");
}

TEST_CASE("an acquirer that is away changes nothing", "[settle]") {
  Desk desk;
  const std::string payment = add_payment(desk.bench, desk.loan, 120'000);
  desk.turn();
  desk.bank.end();
  desk.turn();
  CHECK(desk.state(payment) == "submitted");
  CHECK(desk.column("next_ask_at > now()", payment) == "t");
}

TEST_CASE("a refund leaves the ledger when the acquirer has given it back", "[settle]") {
  for (const std::string provider : {"yookassa", "tbank"}) {
    INFO(provider);
    Desk desk;
    const std::string payment = desk.paid(provider);
    const std::string part = desk.refund(payment, 20'000);
    desk.turn();
    desk.turn();
    CHECK(desk.refund_state(part) == "succeeded");
    CHECK(owed(desk.bench, "A-1") == 400'000);
    const std::string rest = desk.refund(payment, 100'000);
    desk.turn();
    desk.turn();
    CHECK(desk.refund_state(rest) == "succeeded");
    CHECK(owed(desk.bench, "A-1") == 500'000);
    CHECK(desk.column("refunded_kopecks", payment) == "120000");
    const nlohmann::json receipt = desk.bank.refunds().at(0).at("receipt");
    const bool is_tbank = provider == "tbank";
    const nlohmann::json line = receipt.at(is_tbank ? "Items" : "items").at(0);
    CHECK(line.at(is_tbank ? "Name" : "description") == "Платёж по договору A-1");
    CHECK(desk.bank.refunds().size() == 2);
    CHECK(desk.agrees());
  }
}

TEST_CASE("a refund that a dead worker had asked for is given back once", "[settle]") {
  for (const std::string method : {"card", "sbp"}) {
    INFO(method);
    Desk desk;
    const std::string payment = desk.paid("tbank", method);
    // T-Bank tells of SBP only that the whole is back, so a part cannot be known again there.
    const std::int64_t kopecks = method == "card" ? 20'000 : 120'000;
    const std::string id = desk.refund(payment, kopecks);
    desk.bench.admin("select api.payment_take_due_refunds(20)");
    const auto bank = payment::acquirer_of(desk.bench.site(), "tbank");
    REQUIRE(bank->refund({id, desk.column("provider_id", payment), kopecks,
                          {"79220000001", {{"Платёж по договору A-1", kopecks}}}}).state ==
            RefundTruth::State::done);
    desk.turn();
    CHECK(desk.refund_state(id) == "succeeded");
    CHECK(owed(desk.bench, "A-1") == 380'000 + kopecks);
    CHECK(desk.bank.refunds().size() == 1);
    CHECK(desk.agrees());
  }
}

TEST_CASE("a refund made in the acquirer's own cabinet is told when its notice comes", "[settle]") {
  for (const std::string provider : {"yookassa", "tbank"}) {
    INFO(provider);
    Desk desk;
    const std::string payment = desk.paid(provider);
    const std::string id = desk.column("provider_id", payment);
    REQUIRE(payment::acquirer_of(desk.bench.site(), provider)
                ->refund({"elsewhere", id, 500, {"79220000001", {{"x", 500}}}}).state ==
            RefundTruth::State::done);
    desk.bench.admin("select api.payment_ask_soon('" + provider + "', '" + id + "', null, true)");
    desk.turn();
    CHECK(desk.bench.admin("select kind from payment.alarm") == "registry_refund_differs");
    CHECK(desk.column("next_ask_at", payment) == "");
    CHECK(desk.state(payment) == "succeeded");
  }
}

TEST_CASE("refunds are taken one at a time, so that no two workers ask for one", "[settle]") {
  Desk desk;
  const std::string payment = desk.paid("yookassa");
  desk.refund(payment, 10'000);
  desk.refund(payment, 20'000);
  desk.bank.end();
  const Request none;
  Call call{settle::function(), nullptr, none, desk.bench.db("fn_settle"), desk.bench.site(),
            desk.bench.vault()};
  // The worker is told to stop after its first refund; a batch would be taken by then.
  settle::tick(call, [&] { return taken(desk) > 0; });
  CHECK(taken(desk) == 1);
}

TEST_CASE("a refund waits for an acquirer that is away", "[settle]") {
  Desk desk;
  const std::string payment = desk.paid("yookassa");
  const std::string id = desk.refund(payment, 20'000);
  desk.bank.end();
  desk.turn();
  CHECK(desk.refund_state(id) == "created");
  CHECK(owed(desk.bench, "A-1") == 380'000);
}

TEST_CASE("many payments are settled in one turn", "[settle]") {
  Desk desk;
  std::vector<std::string> payments;
  for (int n = 0; n < 45; ++n) payments.push_back(add_payment(desk.bench, desk.loan, 1000));
  desk.turn();
  for (const auto& payment : payments) REQUIRE(desk.bank.finish(payment).contains("id"));
  desk.turn();
  CHECK(owed(desk.bench, "A-1") == 500'000 - 45 * 1000);
  CHECK(desk.agrees());
}

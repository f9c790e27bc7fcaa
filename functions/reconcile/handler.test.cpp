// Payments and refunds against the acquirer's own list.
#include "reconcile/manifest.hpp"

#include "provider/acquirer.hpp"
#include "testing/bank_sandbox.hpp"
#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

struct Count {
  Bench bench;
  BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox"};
  std::string loan = add_debt(bench, bench.add(anna()), "A-1", 500'000);

  Count() { bank.serve(bench.site()); }
  void turn() {
    const Request none;
    Call call{reconcile::function(), nullptr, none, bench.db("fn_reconcile"), bench.site(),
              bench.vault()};
    reconcile::tick(call, [] { return false; });
  }
  std::string alarms() {
    return bench.admin("select string_agg(kind, ' ' order by kind) from payment.alarm");
  }
  // As a worker of the acquirer's adapter would: the bank knows it, we never heard its answer.
  std::string paid_at_the_bank() {
    const std::string payment = add_payment(bench, loan, 1000);
    Attempt attempt;
    attempt.id = payment;
    attempt.kopecks = 1000;
    attempt.purpose = "test";
    attempt.return_url = "http://localhost/pay";
    attempt.language = "ru";
    const AcquirerSite& at = bench.site().acquirer;
    REQUIRE(yookassa({at.yookassa_url, at.yookassa_shop_id, BankSandbox::secret, 1, 1})
                ->create(attempt).verdict == Created::Verdict::taken);
    REQUIRE(bank.finish(payment).contains("id"));
    bench.admin("update payment.payment set next_ask_at = now() + '1 day'");
    return payment;
  }
};

}  // namespace

TEST_CASE("nothing to count raises no alarm", "[reconcile]") {
  Count count;
  count.turn();
  CHECK(count.alarms() == "");
}

TEST_CASE("what the bank has paid and we have not heard of is asked about at once", "[reconcile]") {
  Count count;
  count.paid_at_the_bank();
  count.turn();
  CHECK(count.bench.admin("select next_ask_at <= now() from payment.payment") == "t");
  CHECK(count.alarms() == "");
}

TEST_CASE("what the bank has paid and nobody asked for is an alarm, raised once", "[reconcile]") {
  Count count;
  const std::string payment = count.paid_at_the_bank();
  count.bench.admin("set session_replication_role = replica; update payment.payment set provider ="
                    " 'other'; set session_replication_role = origin");
  count.turn();
  count.turn();
  CHECK(count.alarms() == "paid_but_unknown");
}

TEST_CASE("a refund that was made in the acquirer's own cabinet is asked about", "[reconcile]") {
  Count count;
  const std::string payment = count.paid_at_the_bank();
  count.bench.admin("select api.payment_settle('" + payment + "', 'paid', '" +
                    count.bank.payment(payment).at("id").get<std::string>() +
                    "', 1000, 'RUB', null, null, null, null)");
  const AcquirerSite& at = count.bench.site().acquirer;
  REQUIRE(yookassa({at.yookassa_url, at.yookassa_shop_id, BankSandbox::secret, 1, 1})
              ->refund({"elsewhere", count.bank.payment(payment).at("id"), 400}).state ==
          RefundTruth::State::done);
  count.turn();
  CHECK(count.bench.admin("select next_ask_at <= now() from payment.payment") == "t");
}

TEST_CASE("an acquirer that is away is counted in the next turn", "[reconcile]") {
  Count count;
  count.bank.end();
  count.turn();
  count.turn();
  CHECK(count.alarms() == "");
  count.bank.restart();
  count.turn();  // read: what was missed before is forgotten
  count.bank.end();
  count.turn();
  count.turn();
  CHECK(count.alarms() == "");
  count.turn();
  CHECK(count.alarms() == "registry_is_unreadable");
}

TEST_CASE("an acquirer that has no list is not missed", "[reconcile]") {
  Count count;
  count.bench.site().acquirer.card = count.bench.site().acquirer.sbp = "tbank";
  for (int turn = 0; turn < 4; ++turn) count.turn();
  CHECK(count.alarms() == "");
}

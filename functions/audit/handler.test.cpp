// What a count finds, and that it rests.
#include "audit/manifest.hpp"

#include "testing/debts.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <exception>
#include <thread>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

struct Count {
  Bench bench;
  std::string loan = add_debt(bench, bench.add(anna()), "A-1", 500'000);

  std::int64_t turn() {
    const Request none;
    Call call{audit::function(), nullptr, none, bench.db("fn_audit"), bench.site(),
              bench.vault()};
    return audit::tick(call, [] { return false; });
  }
  // Turns until one has counted: those in the rest after an earlier count find nothing.
  std::int64_t count() {
    for (int i = 0; i < 600; ++i) {
      if (const std::int64_t found = turn()) return found;
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    return 0;
  }
  void spoil(const std::string& sql) {
    bench.admin("set session_replication_role = replica; " + sql +
                "; set session_replication_role = origin");
  }
  std::string alarms() {
    return bench.admin("select string_agg(kind, ' ' order by kind) from payment.alarm");
  }
};

}  // namespace

TEST_CASE("a ledger that agrees raises no alarm", "[audit]") {
  Count count;
  add_payment(count.bench, count.loan, 1000);
  count.turn();
  CHECK(count.alarms() == "");
}

TEST_CASE("a payment that is not in the ledger is an alarm", "[audit]") {
  Count count;
  add_payment(count.bench, count.loan, 1000);
  count.spoil("update payment.payment set state = 'succeeded', finished_at = now()");
  CHECK(count.count() == 2);
  CHECK(count.alarms() == "allocation_is_not_posted payment_is_not_allocated");
}

TEST_CASE("a balance that somebody has changed is an alarm, raised once", "[audit]") {
  Count count;
  count.spoil("update ledger.balance set principal_kopecks = principal_kopecks - 1");
  CHECK(count.count() == 1);
  CHECK(count.count() == 1);
  CHECK(count.alarms() == "ledger_does_not_agree");
}

TEST_CASE("a count is followed by a rest", "[audit]") {
  Count count;
  count.spoil("update ledger.balance set principal_kopecks = principal_kopecks - 1");
  CHECK(count.count() == 1);
  CHECK(count.turn() == 0);
}

TEST_CASE("a ledger that cannot be counted three times is an alarm", "[audit]") {
  Count count;
  const auto fail = [&] {
    for (int i = 0; i < 600; ++i) {
      try {
        count.turn();
      } catch (const std::exception&) {
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
  };
  count.bench.admin("revoke execute on function api.payment_check() from fn_audit");
  fail();
  fail();
  CHECK(count.alarms() == "");
  fail();
  CHECK(count.alarms() == "ledger_is_not_counted");
  count.bench.admin("grant execute on function api.payment_check() to fn_audit");
}

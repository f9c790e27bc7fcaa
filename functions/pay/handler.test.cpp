// A payment as the browser meets it, against the stand-in bank: begun once, answered alike, never
// credited here (functions/settle does that), and nobody else's.
#include "pay/manifest.hpp"

#include "testing/bank_sandbox.hpp"
#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = pay::function();
const std::string one = "11111111-1111-4111-8111-111111111111";
const std::string two = "22222222-2222-4222-8222-222222222222";

struct Counter {
  Bench bench;
  BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox"};
  Person anna_ = bench.add(anna());
  Person boris_ = bench.add(boris());
  std::string loan = add_debt(bench, anna_, "A-1", 500'000);
  std::string card = add_debt(bench, anna_, "A-2", 100'000);
  std::string foreign = add_debt(bench, boris_, "B-1", 700'000);
  Browser browser = bench.signed_in(anna_);

  Counter() { bank.serve(bench.site()); }

  Answer pay(const std::string& id, const json& items, const std::string& method = "card") {
    return browser.post(fn, "/api/payments", {{"id", id}, {"method", method}, {"items", items}});
  }
  Answer pay(const std::string& id, std::int64_t kopecks = 150'075) {
    return pay(id, json::array({item(loan, kopecks)}));
  }
  static json item(const std::string& contract, std::int64_t kopecks) {
    return {{"contract_id", contract}, {"amount_kopecks", kopecks}};
  }
  std::string count() { return bench.admin("select count(*) from payment.payment"); }
};

}  // namespace

TEST_CASE("a card payment sends the browser to the acquirer's page", "[pay]") {
  Counter counter;
  const Answer answer = counter.pay(one);
  REQUIRE(answer.status() == 201);
  const json body = answer.body();
  CHECK(body.at("id") == one);
  CHECK(body.at("state") == "submitted");
  CHECK(body.at("amount_kopecks") == 150'075);
  CHECK(body.at("fee_kopecks") == 0);
  CHECK(body.at("confirmation").at("type") == "redirect");
  CHECK(body.at("confirmation").at("url").get<std::string>().starts_with("http"));
  CHECK(body.at("items").at(0).at("contract_number") == "A-1");
  CHECK(body.at("allocation").empty());
  const json book = counter.bank.payments();
  REQUIRE(book.size() == 1);
  CHECK(book.at(0).at("own_id") == one);
  CHECK(book.at(0).at("amount_kopecks") == 150'075);
  CHECK(owed(counter.bench, "A-1") == 500'000);
}

TEST_CASE("an SBP payment of two contracts is one QR", "[pay]") {
  Counter counter;
  const json items = json::array({Counter::item(counter.loan, 1000),
                                  Counter::item(counter.card, 2000)});
  const json body = counter.pay(one, items, "sbp").body();
  CHECK(body.at("amount_kopecks") == 3000);
  CHECK(body.at("confirmation").at("type") == "qr");
  CHECK(body.at("confirmation").at("qr").get<std::string>().starts_with("https://"));
  CHECK(body.at("items").size() == 2);
}

TEST_CASE("the same request again is the same payment and the same bytes", "[pay]") {
  Counter counter;
  const Answer first = counter.pay(one);
  CHECK(counter.pay(one).reply.body == first.reply.body);
  CHECK(counter.count() == "1");
  CHECK(counter.bank.payments().size() == 1);
}

TEST_CASE("one id names one wish of one client", "[pay]") {
  Counter counter;
  REQUIRE(counter.pay(one).status() == 201);
  CHECK(counter.pay(one, 1000).refusal() == "payment_is_the_same_request");
  const json items = json::array({Counter::item(counter.loan, 150'075)});
  CHECK(counter.pay(one, items, "sbp").refusal() == "payment_is_the_same_request");
  auto boris = counter.bench.signed_in(counter.boris_);
  const Answer stolen = boris.post(fn, "/api/payments",
                                   {{"id", one}, {"method", "card"},
                                    {"items", json::array({Counter::item(counter.foreign, 100)})}});
  CHECK(stolen.refusal() == "payment_is_the_same_request");
  CHECK(stolen.status() == 409);
  CHECK(counter.count() == "1");
}

TEST_CASE("a foreign contract, a sum out of range and a contract named twice are refused",
          "[pay]") {
  Counter counter;
  const auto refused = [&](const json& items) { return counter.pay(one, items).refusal(); };
  CHECK(refused(json::array({Counter::item(counter.foreign, 1000)})) == "contract_is_yours");
  CHECK(refused(json::array({Counter::item(counter.loan, 99)})) == "amount_is_payable");
  CHECK(refused(json::array({Counter::item(counter.loan, 100'000'001)})) == "amount_is_payable");
  CHECK(refused(json::array({Counter::item(counter.loan, 1000), Counter::item(counter.card, 0)})) ==
        "amount_is_payable");
  CHECK(refused(json::array({Counter::item(counter.loan, 1000),
                             Counter::item(counter.loan, 1000)})) == "item_contract_stands_once");
  CHECK(counter.pay(one, json::array()).status() == 422);
  CHECK(counter.count() == "0");
  CHECK(counter.bank.payments().empty());
}

TEST_CASE("an acquirer that does not answer leaves a payment on its way, not a failure", "[pay]") {
  Counter counter;
  counter.bank.end();
  const Answer answer = counter.pay(one);
  REQUIRE(answer.status() == 201);
  CHECK(answer.body().at("state") == "processing");
  CHECK(answer.body().at("confirmation").is_null());
  CHECK(counter.bench.admin("select next_ask_at is not null from payment.payment") == "t");
}

TEST_CASE("an acquirer that does not take a payment fails it, in its own words", "[pay]") {
  Counter counter;
  counter.bank.next("refuse");
  const json body = counter.pay(one).body();
  CHECK(body.at("state") == "failed");
  CHECK(!body.at("reason").get<std::string>().empty());
  CHECK(counter.pay(one).body() == body);
}

TEST_CASE("the other acquirer takes payments by its own protocol", "[pay]") {
  Counter counter;
  counter.bench.site().acquirer.card = "tbank";
  counter.bench.site().acquirer.sbp = "tbank";
  const json card = counter.pay(one).body();
  CHECK(card.at("state") == "submitted");
  CHECK(card.at("confirmation").at("type") == "redirect");
  const json sbp = counter.pay(two, json::array({Counter::item(counter.loan, 5000)}), "sbp").body();
  CHECK(sbp.at("confirmation").at("type") == "qr");
  CHECK(counter.bank.payments().size() == 2);
}

TEST_CASE("a payment stays with its acquirer when new ones go to another", "[pay]") {
  Counter counter;
  counter.bank.next("error_500");
  CHECK(counter.pay(one).body().at("state") == "processing");
  counter.bench.site().acquirer.card = "tbank";
  CHECK(counter.pay(one).body().at("state") == "submitted");
  const json book = counter.bank.payments();
  REQUIRE(book.size() == 1);
  CHECK(book.at(0).at("provider") == "yookassa");
}

TEST_CASE("whoever begins many payments and ends none has to wait", "[pay]") {
  Counter counter;
  counter.bench.admin("update payment.setting set unpaid_per_minute = 1");
  REQUIRE(counter.pay(one).status() == 201);
  const Answer limited = counter.pay(two);
  CHECK(limited.refusal() == "too_many_requests");
  CHECK(limited.header("Retry-After") == "60");
  CHECK(counter.pay(one).status() == 201);
}

TEST_CASE("a fee is added to what is paid and shown", "[pay]") {
  Counter counter;
  counter.bench.admin("update payment.method set fee_percent = 1.5 where method = 'card'");
  const json body = counter.pay(one, 10'000).body();
  CHECK(body.at("fee_kopecks") == 150);
  CHECK(body.at("total_kopecks") == 10'150);
  CHECK(counter.bank.payments().at(0).at("amount_kopecks") == 10'150);
}

TEST_CASE("a client reads his payments and nobody else's", "[pay]") {
  Counter counter;
  REQUIRE(counter.pay(one).status() == 201);
  REQUIRE(counter.pay(two).status() == 201);
  CHECK(counter.browser.get(fn, "/api/payments/" + one).body().at("id") == one);
  const json page = counter.browser.get(fn, "/api/payments?limit=1").body();
  CHECK(page.at("payments").at(0).at("id") == two);
  const std::string cursor = page.at("next_cursor");
  const json rest = counter.browser.get(fn, "/api/payments?limit=1&cursor=" + cursor).body();
  CHECK(rest.at("payments").at(0).at("id") == one);
  CHECK(rest.at("next_cursor").is_null());
  CHECK(counter.browser.get(fn, "/api/payments?cursor=made-up").refusal() == "cursor_is_ours");

  auto boris = counter.bench.signed_in(counter.boris_);
  const Answer foreign = boris.get(fn, "/api/payments/" + one);
  const Answer absent = boris.get(fn, "/api/payments/33333333-3333-4333-8333-333333333333");
  CHECK(foreign.refusal() == "payment_is_yours");
  CHECK(foreign.status() == absent.status());
  CHECK(boris.get(fn, "/api/payments").body().at("payments").empty());
  CHECK(boris.get(fn, "/api/payments?cursor=" + cursor).refusal() == "cursor_is_ours");
}

TEST_CASE("the options name what is due and what each way costs", "[pay]") {
  Counter counter;
  const json body = counter.browser.get(fn, "/api/payments/options").body();
  REQUIRE(body.at("contracts").size() == 2);
  CHECK(body.at("contracts").at(0).at("outstanding_kopecks") == 500'000);
  CHECK(body.at("methods").size() == 2);
  CHECK(body.at("methods").at(1).at("min_kopecks") == 1000);
}

TEST_CASE("who owes nothing is asked for nothing, whatever a schedule says", "[pay]") {
  Counter counter;
  counter.bench.admin("select api.ledger_import_schedule('registry', jsonb_build_array("
                      "jsonb_build_object('row', 1, 'contract', 'A-2', 'due_on', "
                      "ledger.today() + 300, 'component', 'principal', 'amount_kopecks', 60000)))");
  const auto due = [&] {
    const json body = counter.browser.get(fn, "/api/payments/options").body();
    for (const json& one : body.at("contracts")) {
      if (one.at("number") == "A-2") return one.at("due_now_kopecks").get<std::int64_t>();
    }
    return std::int64_t{-1};
  };
  const auto pay_in = [&](const std::string& txn, std::int64_t kopecks) {
    counter.bench.admin("select api.payment_post_terminal('osmp', '" + txn + "', 'A-2', " +
                        std::to_string(kopecks) + ", '2026-01-02')");
  };
  CHECK(due() == 60'000);
  pay_in("1", 99'000);
  CHECK(owed(counter.bench, "A-2") == 1'000);
  CHECK(due() <= 1'000);
  pay_in("2", 1'777);
  CHECK(owed(counter.bench, "A-2") == -777);
  CHECK(due() == 0);
}

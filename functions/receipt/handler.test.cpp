// News of a payment as the client reads it on his phone, once.
#include "receipt/manifest.hpp"

#include "queue/queue.hpp"
#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

struct Post {
  Bench bench;
  Person anna_ = bench.add(anna());
  std::string loan = add_debt(bench, anna_, "A-1", 500'000'00);
  std::string payment = add_payment(bench, loan, 123'456'7);

  void put(const std::string& event, const std::string& more = "") {
    bench.admin("select queue.put('payment', null, '{\"payment\":\"" + payment +
                "\",\"event\":\"" + event + "\"" + more + "}')");
  }
  void turn() {
    Queue queue{bench.db("fn_receipt"), "payment"};
    const std::vector<Job> jobs = queue.take(1, 60);
    REQUIRE(jobs.size() == 1);
    const Request none;
    Call call{receipt::function(), nullptr, none, bench.db("fn_receipt"), bench.site(),
              bench.vault()};
    CHECK(queue.settle(jobs[0], receipt::work(call, jobs[0])) == Queue::Stand::done);
  }
  std::string text() {
    const auto all = bench.sms_to(anna_.phone);
    return all.empty() ? "" : all.front();
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a client is told that his payment arrived, once", "[receipt]") {
  Post post;
  post.put("succeeded");
  post.put("succeeded");
  post.turn();
  post.turn();
  CHECK(has(post.text(), "на 12 345,67 руб. по договору A-1 зачислен."));
  CHECK(post.bench.sms_to(post.anna_.phone).size() == 1);
}

TEST_CASE("a failure and a refund have their own words", "[receipt]") {
  Post post;
  post.put("canceled");
  post.turn();
  CHECK(has(post.text(), "не прошёл, деньги не списаны"));
  post.bench.admin("with r as (insert into payment.refund (id, payment_id, client_id,"
                   " amount_kopecks, asked_by) select '70000000-0000-4000-8000-000000000007', id,"
                   " client_id, 50, 'x' from payment.payment returning *)"
                   " insert into payment.refund_item select id, payment_id, 1, client_id, 50"
                   " from r");
  post.put("refunded", ",\"refund\":\"70000000-0000-4000-8000-000000000007\"");
  post.turn();
  CHECK(has(post.text(), "возврат 0,50 руб. по договору A-1"));
}

TEST_CASE("an English client is told in English", "[receipt]") {
  Post post;
  post.bench.admin("update identity.client set language = 'en'");
  post.put("succeeded");
  post.turn();
  CHECK(has(post.text(), "12 345.67 RUB under contract A-1 has arrived."));
  post.put("failed");
  post.turn();
  CHECK(has(post.text(), "failed, nothing was taken."));
}

TEST_CASE("a client without a phone is told nothing", "[receipt]") {
  Post post;
  post.bench.admin("update identity.client set phone_sealed = null, phone_index = null");
  post.put("succeeded");
  post.turn();
  CHECK(post.bench.admin("select count(*) from queue.outbox where topic = 'sms'") == "0");
}

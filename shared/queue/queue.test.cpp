// Holding and losing of jobs between two takers. The rules one by one: tests/sql/queue.sql.
#include "queue/queue.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace kabinet;
using testing::Bench;

namespace {

void put(Bench& bench, int count) {
  bench.admin("select queue.put('live', null, '{\"client\":\"x\"}') from generate_series(1, " +
              std::to_string(count) + ")");
}

pg::Db another(const Bench& bench) {
  return pg::Db{"host='" + bench.site().database_host + "' dbname='" + bench.database() +
                "' user='fn_publish'"};
}

}  // namespace

TEST_CASE("two takers never hold the same job", "[queue]") {
  Bench bench;
  put(bench, 10);
  pg::Db second_wire = another(bench);
  Queue first{bench.db("fn_publish"), "live"};
  Queue second{second_wire, "live"};
  bench.db("fn_publish").begin();
  const std::vector<Job> mine = first.take(4, 60);
  const std::vector<Job> other = second.take(10, 60);  // does not wait for the open transaction
  bench.db("fn_publish").commit();
  std::set<std::int64_t> ids;
  for (const Job& job : mine) ids.insert(job.id);
  for (const Job& job : other) ids.insert(job.id);
  CHECK(mine.size() == 4);
  CHECK(other.size() == 6);
  CHECK(ids.size() == 10);
}

TEST_CASE("a job whose lease is over belongs to the next taker alone", "[queue]") {
  Bench bench;
  put(bench, 1);
  Queue queue{bench.db("fn_publish"), "live"};
  const Job late = queue.take(1, 60).at(0);
  CHECK(queue.take(1, 60).empty());
  bench.admin("update queue.outbox set due_at = now()");
  const Job heir = queue.take(1, 60).at(0);
  CHECK(heir.tries == 2);
  CHECK(heir.own_id == late.own_id);
  CHECK(queue.settle(late, Outcome::done()) == Queue::Stand::lost);
  CHECK(queue.settle(late, Outcome::again("x")) == Queue::Stand::lost);
  CHECK(queue.settle(heir, Outcome::done()) == Queue::Stand::done);
}

TEST_CASE("a released job is as if it was never taken", "[queue]") {
  Bench bench;
  put(bench, 1);
  Queue queue{bench.db("fn_publish"), "live"};
  queue.release(queue.take(1, 60).at(0));
  CHECK(queue.take(1, 60).at(0).tries == 1);
}

TEST_CASE("while one transaction rings, others commit in silence", "[queue]") {
  Bench bench;
  pg::Db listener = another(bench);
  listener.listen("queue_live");
  pg::Db ringer{"host='" + bench.site().database_host + "' dbname='" + bench.database() +
                "' user='kabinet_admin'"};
  bench.admin("create function api.toy() returns void language sql as "
              "$$select queue.put('live', null, '{\"client\":\"x\"}')$$");
  ringer.begin();
  ringer.call("toy", {});
  put(bench, 1);
  CHECK_FALSE(listener.wait_notice(300));
  Queue queue{listener, "live"};
  CHECK(queue.take(10, 60).size() == 1);  // found by who looks by himself
  ringer.commit();
  CHECK(listener.wait_notice(5000));
  CHECK(queue.take(10, 60).size() == 1);
  put(bench, 1);
  CHECK(listener.wait_notice(5000));
}

TEST_CASE("a topic opens to its own taker only", "[queue]") {
  Bench bench;
  Queue foreign{bench.db("fn_publish"), "sms"};
  CHECK_THROWS_AS(foreign.take(1, 60), pg::Violation);
  CHECK(bench.broken_by("fn_publish", "select api.queue_take_jobs('sms', 1, 60)") ==
        "topic_is_yours");
}

TEST_CASE("what was sealed opens for the outbox and for nothing else", "[queue]") {
  Bench bench;
  Job job;
  job.sealed = bench.vault().seal_for("outbox", "words");
  Queue::open(job, bench.vault());
  CHECK(job.opened == "words");
  job.sealed->data.back() = static_cast<char>(job.sealed->data.back() ^ 1);
  CHECK_THROWS_AS(Queue::open(job, bench.vault()), Broken);
  job.sealed = bench.vault().seal_for("elsewhere", "words");
  CHECK_THROWS_AS(Queue::open(job, bench.vault()), Broken);
}

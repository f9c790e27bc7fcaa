// What PostgreSQL undoes for the sake of others is done again: two connections that really meet, in
// a serialization failure and in a deadlock. Sequences tell the two apart where a table cannot:
// they keep what a rolled back transaction counted.
#include "pg/db.hpp"

#include "base/require.hpp"
#include "testing/bench.hpp"
#include "testing/process.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <future>

using namespace kabinet;
using testing::Bench;

namespace {

// Functions that the two connections call. Each waits half-way for the other, and finds the way
// free when it runs again: behind a lock that the test holds, or for a number of signals.
void prepare(Bench& bench) {
  bench.admin(R"(
    create sequence public.tries;
    create sequence public.signal;
    create table public.account (id int primary key, n int not null);
    insert into public.account values (1, 0), (2, 0);
    create function public.wait_for(signals bigint) returns void language plpgsql as $$
    begin
      while (select not is_called or last_value < signals from public.signal) loop
        perform pg_sleep(0.005);
      end loop;
    end $$;
    create function api.toy_hold() returns int language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(1);
      return 1;
    end $$;
    create function api.toy_add(of_id int) returns int language plpgsql as $$
    declare made int;
    begin
      perform nextval('public.tries');
      perform pg_advisory_xact_lock_shared(1);
      update public.account set n = n + 1 where id = of_id returning n into made;
      return made;
    end $$;
    create function api.toy_copy_sum(new_id int) returns int language plpgsql as $$
    declare total int := (select sum(n) from public.account);
    begin
      insert into public.account values (new_id, total + 1);
      perform nextval('public.tries');
      perform pg_advisory_xact_lock_shared(1);
      return total;  -- nothing is read after the lock, so that only the commit can fail
    end $$;
    create function api.toy_move(first int, second int) returns void language plpgsql as $$
    begin
      perform nextval('public.tries');
      update public.account set n = n + 1 where id = first;
      perform nextval('public.signal');
      perform public.wait_for(2);
      update public.account set n = n + 1 where id = second;
    end $$;
    create function api.toy_fail(until_try int) returns int language plpgsql as $$
    begin
      if nextval('public.tries') < until_try then
        raise exception 'x' using errcode = 'serialization_failure';
      end if;
      return 1;
    end $$)");
}

pg::Db wire(const Bench& bench, const std::string& setting) {
  return pg::Db{"host='" + bench.site().database_host + "' dbname='" + bench.database() +
                "' user='kabinet_admin' options='-c " + setting + "'"};
}

std::string tries(Bench& bench) {
  return bench.admin("select case when is_called then last_value else 0 end from public.tries");
}

// Calls `function` under SERIALIZABLE and, when it is half-way, commits `rival` beside it.
std::string against(Bench& bench, const std::string& function, int id, const std::string& rival) {
  pg::Db& holder = bench.db("kabinet_admin");
  holder.begin();
  holder.call("toy_hold", {});
  pg::Db db = wire(bench, "default_transaction_isolation=serializable");
  auto mine = std::async(std::launch::async, [&] { return db.call(function, {id}).scalar(); });
  require(testing::comes_true([&] { return tries(bench) != "0"; }), "the call has begun");
  bench.admin("begin isolation level serializable; " + rival + "; commit");
  holder.rollback();
  return mine.get();
}

}  // namespace

TEST_CASE("a call that met a serialization failure is run again", "[pg]") {
  Bench bench;
  prepare(bench);
  CHECK(against(bench, "toy_add", 1, "update public.account set n = 10 where id = 1") == "11");
  CHECK(tries(bench) == "2");
}

TEST_CASE("a call whose serialization failure shows at its commit is run again", "[pg]") {
  Bench bench;
  prepare(bench);
  const std::string rival = "insert into public.account select 3, sum(n) + 1 from public.account";
  CHECK(against(bench, "toy_copy_sum", 4, rival) == "1");  // as if the rival had come first
  CHECK(tries(bench) == "2");
}

TEST_CASE("of two calls in a deadlock both are done in the end", "[pg]") {
  Bench bench;
  prepare(bench);
  pg::Db one = wire(bench, "deadlock_timeout=20ms");
  pg::Db other = wire(bench, "deadlock_timeout=20ms");
  auto first = std::async(std::launch::async, [&] { one.call("toy_move", {1, 2}); });
  auto second = std::async(std::launch::async, [&] { other.call("toy_move", {2, 1}); });
  first.get();
  second.get();
  CHECK(bench.admin("select string_agg(n::text, ' ') from public.account") == "2 2");
  CHECK(std::stoi(tries(bench)) >= 3);  // who is undone may be back before the other has woken
}

TEST_CASE("what is undone again and again is unavailable in the end", "[pg]") {
  Bench bench;
  prepare(bench);
  pg::Db& db = bench.db("kabinet_admin");
  const auto begun = std::chrono::steady_clock::now();
  CHECK_THROWS_AS(db.call("toy_fail", {1000}), pg::Undone);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{4});
  CHECK(tries(bench) == "10");
  CHECK_THROWS_AS(db.call("toy_fail", {1000}, true), pg::Unavailable);  // what the 503 is made of
  CHECK(tries(bench) == "20");
  CHECK(db.call("toy_fail", {25}).scalar() == "1");
}

TEST_CASE("between begin and commit nothing is run again", "[pg]") {
  Bench bench;
  prepare(bench);
  pg::Db& db = bench.db("kabinet_admin");
  db.begin();
  CHECK_THROWS_AS(db.call("toy_fail", {2}), pg::Undone);
  CHECK(tries(bench) == "1");
  db.rollback();
  CHECK(db.call("toy_fail", {2}).scalar() == "1");
}

TEST_CASE("a whole transaction is run again, and counts once", "[pg]") {
  Bench bench;
  prepare(bench);
  pg::Db& db = bench.db("kabinet_admin");
  int runs = 0;
  db.transact([&] {
    ++runs;
    db.call("toy_add", {1});
    db.call("toy_fail", {4});
  });
  CHECK(runs == 2);
  CHECK(bench.admin("select n from public.account where id = 1") == "1");
  CHECK_THROWS_AS(db.transact([&] {
    db.call("toy_add", {1});
    throw Broken{"the work is not done"};
  }), Broken);
  CHECK(db.call("toy_add", {1}).scalar() == "2");
}

TEST_CASE("a truth that is checked at commit arrives with its name", "[pg]") {
  Bench bench;
  bench.admin("create table public.seen (n int constraint number_is_seen_once unique deferrable "
              "initially deferred)");
  bench.admin("create function api.toy(n int) returns int language sql as 'insert into "
              "public.seen values ($1) returning n'");
  pg::Db& db = bench.db("kabinet_admin");
  CHECK(db.call("toy", {1}).scalar() == "1");
  const int socket = db.socket();
  try {
    db.call("toy", {1});
    FAIL("one was seen twice");
  } catch (const pg::Violation& broken) {
    CHECK(broken.constraint == "number_is_seen_once");
  }
  CHECK(db.call("toy", {2}).scalar() == "2");
  CHECK(db.socket() == socket);  // the connection lived on
}

// The door to PostgreSQL, against a real one.
#include "pg/db.hpp"

#include "base/require.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

#include <poll.h>

using namespace kabinet;
using testing::Bench;

namespace {

void make(Bench& bench, const std::string& body) {
  bench.admin("create function api.toy" + body);
  bench.admin("grant usage on schema api to kabinet_client; grant execute on all functions in "
              "schema api to kabinet_client");
}

}  // namespace

TEST_CASE("values arrive as they were given, nulls and bytes included", "[pg]") {
  Bench bench;
  make(bench, "(a text, b bigint, c bytea, d boolean, e date) returns table (a text, b bigint, "
              "c bytea, d boolean, e date) language sql as 'select $1, $2, $3, $4, $5'");
  const std::string odd = std::string{"\0\x01\xFF'\\", 5};
  const auto rows = bench.db("kabinet_admin")
                        .call("toy", {"it's", std::int64_t{-7}, Bytes{odd}, true, nullptr});
  CHECK(rows.need(0, "a") == "it's");
  CHECK(rows.integer(0, "b") == -7);
  CHECK(rows.bytes(0, "c").data == odd);
  CHECK(rows.truth(0, "d"));
  CHECK_FALSE(rows.at(0, "e"));
  CHECK_FALSE(rows.maybe_bytes(0, "e"));
  CHECK_THROWS_AS(rows.need(0, "e"), Broken);
  CHECK_THROWS_AS(rows.at(0, "none"), Broken);
  CHECK_THROWS_AS(rows.at(1, "a"), Broken);
  CHECK_THROWS_AS(rows.scalar(), Broken);
}

TEST_CASE("a broken truth arrives with its name, and the connection lives on", "[pg]") {
  Bench bench;
  make(bench, "(a int) returns int language plpgsql as $$ begin if a = 1 then raise exception 'x' "
              "using errcode = 'check_violation', constraint = 'number_is_not_one'; end if; "
              "return a; end $$");
  pg::Db& db = bench.db("kabinet_admin");
  try {
    db.call("toy", {1});
    FAIL("one was taken");
  } catch (const pg::Violation& broken) {
    CHECK(broken.constraint == "number_is_not_one");
    CHECK(broken.state == "23514");
  }
  CHECK(db.call("toy", {2}).scalar() == "2");
}

TEST_CASE("what does not exist is trouble of ours, not a refusal", "[pg]") {
  Bench bench;
  CHECK_THROWS_AS(bench.db("kabinet_admin").call("nothing_here", {}), pg::Violation);
  CHECK_THROWS_AS(bench.db("kabinet_admin").call("bad name; drop", {}), Broken);
}

TEST_CASE("a lost connection is made again for what may be repeated", "[pg]") {
  Bench bench;
  make(bench, "() returns int language sql as 'select 1'");
  pg::Db& db = bench.db("kabinet_admin");
  db.connect();
  const std::string others = "select pg_terminate_backend(pid) from pg_stat_activity where datname "
                             "= current_database() and pid <> pg_backend_pid()";
  CHECK(db.call("toy", {}).scalar() == "1");
  bench.admin(others);
  CHECK(db.call("toy", {}, true).scalar() == "1");
  bench.admin(others);
  pollfd line{db.socket(), 0, 0};
  REQUIRE(poll(&line, 1, 5000) == 1);  // hung up
  CHECK(db.call("toy", {}).scalar() == "1");  // an idle loss is noticed before anything is sent
}

TEST_CASE("a call that kills its own connection is not silently repeated", "[pg]") {
  Bench bench;
  make(bench, "() returns boolean language sql as 'select pg_terminate_backend(pg_backend_pid())'");
  CHECK_THROWS_AS(bench.db("kabinet_admin").call("toy", {}), pg::Unavailable);
}

TEST_CASE("calls between begin and commit stand or fall together", "[pg]") {
  Bench bench;
  bench.admin("create table public.seen (n int)");
  make(bench, "(n int) returns int language sql as 'insert into public.seen values ($1) "
              "returning n'");
  pg::Db& db = bench.db("kabinet_admin");
  db.begin();
  db.call("toy", {1});
  db.call("toy", {2});
  db.rollback();
  CHECK(bench.admin("select count(*) from public.seen") == "0");
  db.begin();
  db.call("toy", {3});
  db.commit();
  CHECK(bench.admin("select count(*) from public.seen") == "1");
}

TEST_CASE("a rebuilt function is found again without a restart", "[pg]") {
  Bench bench;
  make(bench, "() returns int language sql as 'select 1'");
  pg::Db& db = bench.db("kabinet_admin");
  CHECK(db.call("toy", {}).scalar() == "1");
  bench.admin("begin; drop function api.toy(); create function api.toy() returns int language sql "
              "as 'select 2'; commit");
  CHECK(db.call("toy", {}, true).scalar() == "2");
}

TEST_CASE("a notice wakes the one who listens", "[pg]") {
  Bench bench;
  pg::Db& db = bench.db("kabinet_admin");
  db.listen("queue_toy");
  CHECK_FALSE(db.wait_notice(10));
  bench.admin("notify queue_toy");
  CHECK(db.wait_notice(2000));
}

TEST_CASE("rows are copied into a staging table", "[pg]") {
  Bench bench;
  bench.admin("create table public.staging (a int, b text)");
  pg::Db& db = bench.db("kabinet_admin");
  db.copy_in("staging", "1\tone\n2\ttwo\n");
  CHECK(bench.admin("select string_agg(b, ',' order by a) from public.staging") == "one,two");
  CHECK_THROWS_AS(db.copy_in("staging", "x\n"), pg::Violation);
}

TEST_CASE("without a session's proof there is no client", "[pg]") {
  Bench bench;
  const auto anna = bench.add(testing::anna());
  CHECK(bench.admin("select coalesce(auth.client()::text, 'nobody')") == "nobody");
  // A context made by hand, by whoever can call set_config, proves nothing.
  const std::string made = "'" + anna.id + "|" + anna.id + "|client|' || auth.moment() || '|00'";
  CHECK(bench.admin("select coalesce((select auth.client()::text from (select set_config("
                    "'app.ctx', " + made + ", false)) x), 'nobody')") == "nobody");
  make(bench, "() returns text language sql as 'select auth.client()::text'");
  pg::Db& db = bench.db("kabinet_admin");
  CHECK_THROWS_AS(db.call_as({Bytes{std::string(32, 'x')}, "client"}, "toy", {}), pg::Violation);
}

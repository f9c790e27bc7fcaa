// Registries of a day against a real database, as the role fn_bank.
#include "terminals/reconcile.hpp"

#include "testing/debts.hpp"
#include "testing/process.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace kabinet;
using namespace kabinet::terminals;
using kabinet::testing::add_debt;
using kabinet::testing::Bench;
using kabinet::testing::Person;

namespace {

const std::string day = "2026-03-01";

DayRegistry registry_of(const std::string& text) {
  const testing::Folder folder;
  std::ofstream{folder / "day.txt"} << text;
  Lines file{folder / "day.txt"};
  return read_registry(file);
}

std::string fault_of(const std::string& text) {
  const DayRegistry read = registry_of(text);
  return read.faults.empty() ? "" : std::to_string(read.faults[0].line) + " " +
                                        read.faults[0].code;
}

struct Run {
  bool good = false;
  std::string printed;
};

Run run(Bench& bench, const std::string& text, bool dry_run = false,
        const std::set<std::string>& days = {}) {
  Run made;
  bank::Fates fates{"day", bank::Language::english,
                    [&](const std::string& line) { made.printed += line + "\n"; }, dry_run};
  Reconciliation one{bench.db("fn_bank"), bench.vault(), "osmp"};
  made.good = one.run(registry_of(text), days, fates);
  return made;
}

void pay(Bench& bench, const std::string& txn_id, const std::string& account,
         std::int64_t kopecks) {
  bench.db("fn_bank").call("payment_post_terminal", {"osmp", txn_id, account, kopecks, day});
}

std::string posted(Bench& bench) {
  return bench.admin("select count(*) || ' ' || coalesce(sum(amount_kopecks), 0)"
                     " from payment.payment where state = 'succeeded'");
}

bool has(const Run& run, const std::string& text) {
  return run.printed.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a registry is read in the spellings networks use", "[terminals]") {
  const DayRegistry read = registry_of("\xEF\xBB\xBFtxn_id;txn_date;account;sum\r\n"
                                       "1;20260301120133;A-1;10.45;7;0.10\r\n"
                                       "2; 01.03.2026 12:01:33 ;A-2; 1 000,00\r\n"
                                       "3;2026-03-01T12:01:33;\xC0-3;5\r\n"
                                       "\r\n=3;1015,45\r\n");
  CHECK(read.faults.empty());
  REQUIRE(read.payments.size() == 3);
  for (const Payment& one : read.payments) CHECK(one.day == day);
  CHECK(read.payments[0].kopecks == 1045);
  CHECK(read.payments[1].kopecks == 100000);
  CHECK(read.payments[2].account == "А-3");
}

TEST_CASE("a registry that is cut, damaged or does not add up is refused", "[terminals]") {
  const std::string one = "1;20260301120133;A-1;10.45\n";
  CHECK(fault_of(one + "=1;10.45\n").empty());
  CHECK(fault_of(one) == "0 file_cut");
  CHECK(fault_of("") == "0 file_cut");
  CHECK(fault_of(one + "=2;10.45\n") == "2 total_differs");
  CHECK(fault_of(one + "=1;10.46\n") == "2 total_differs");
  CHECK(fault_of(one + "=1\n") == "2 total_differs");
  CHECK(fault_of(one + "=1;10.45\n" + one) == "3 line_unreadable");
  CHECK(fault_of(one + one + "=2;20.90\n") == "2 txn_twice");
  CHECK(fault_of(one + "00" + one + "=2;20.90\n") == "2 txn_twice");
  CHECK(fault_of("x;20260301120133;A-1;10.45\n=1;10.45\n") == "1 line_unreadable");
  CHECK(fault_of("123456789012345678901;20260301120133;A-1;1\n=1;1\n") == "1 line_unreadable");
  CHECK(fault_of("1;20260301120133;A-1\n=1;1\n") == "1 line_unreadable");
  CHECK(fault_of("1;20260301120133;;1\n=1;1\n") == "1 line_unreadable");
  CHECK(fault_of("1;20260231120133;A-1;1\n=1;1\n") == "1 day_unknown");
  CHECK(fault_of("1;2026-03-01x;A-1;1\n=1;1\n") == "1 day_unknown");
  CHECK(fault_of("1;19260301120133;A-1;1\n=1;1\n") == "1 day_unknown");
  CHECK(fault_of("1;20900301120133;A-1;1\n=1;1\n") == "1 day_unknown");
  CHECK(fault_of("1;20260301120133;A-1;-1\n=1;-1\n") == "1 sum_unreadable");
  CHECK(fault_of("1;20260301120133;A-1;1e3\n=1;1\n") == "1 sum_unreadable");
  CHECK(fault_of("1;20260301120133;A\x01;1\n=1;1\n") == "1 line_unreadable");
  CHECK(fault_of(std::string(70'000, '1') + "\n=0;0\n") == "1 line_too_long");
}

TEST_CASE("what is found and equal is good, and what is missing here is posted", "[terminals]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  const std::string code = bench.admin("select code from payment.payer_code");
  pay(bench, "1", "A-1", 1045);
  const std::string file = "1;20260301120133;" + code + ";10.45\n2;20260301130000;A-1;5.00\n"
                           "=2;15.45\n";
  const Run dry = run(bench, file, true);
  CHECK(has(dry, "posted before: 1, 10.45"));
  CHECK(has(dry, "day: would be posted: 1, 5.00"));
  CHECK(posted(bench) == "1 1045");
  CHECK(run(bench, file).good);
  CHECK(posted(bench) == "2 1545");
  const Run again = run(bench, file);
  CHECK(again.good);
  CHECK(has(again, "posted before: 2, 15.45"));
  CHECK(posted(bench) == "2 1545");
}

TEST_CASE("what differs is listed and changes nothing", "[terminals]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  add_debt(bench, anna, "A-1", 1'000'000);
  add_debt(bench, anna, "A-2", 1'000'000);
  pay(bench, "1", "A-1", 1045);
  pay(bench, "2", "A-1", 500);
  const Run made = run(bench, "1;20260301120133;A-1;10.46\n2;20260301120133;A-2;5\n=2;15.46\n");
  CHECK_FALSE(made.good);
  CHECK(has(made, "is known with another sum or contract; nothing was changed: 2, 15.46"));
  CHECK(posted(bench) == "2 1545");
  CHECK(bench.admin("select count(*) from payment.alarm") == "2");
}

TEST_CASE("what is here alone is listed, also against an empty registry", "[terminals]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  pay(bench, "1", "A-1", 1045);
  pay(bench, "2", "A-1", 500);
  const Run made = run(bench, "1;20260301120133;A-1;10.45\n=1;10.45\n");
  CHECK_FALSE(made.good);
  CHECK(has(made, "day: txn 2, 2026-03-01, 5.00: is posted here, but the registry has it not"));
  CHECK(run(bench, "=0;0.00\n").good);
  CHECK(has(run(bench, "=0;0.00\n", false, {day}), "ask the network: 2, 15.45"));
  CHECK(posted(bench) == "2 1545");
}

TEST_CASE("cash for nobody is kept for a person, once", "[terminals]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  add_debt(bench, anna, "A-1", 1'000'000);
  const std::string file =
      "1;20260301120133;X-1;10.45\n2;20260301120133;A-1;0.50\n=2;10.95\n";
  const Run first = run(bench, file);
  CHECK_FALSE(first.good);
  CHECK(has(first, "kept for a person: no such account (№ 1)"));
  CHECK(has(first, "kept for a person: the sum is below what a terminal takes (№ 2)"));
  const auto assigned = bench.db("fn_bank").call("payment_assign_unmatched", {1, "A-1"});
  CHECK(assigned.need(0, "verdict") == "ok");
  add_debt(bench, anna, "X-1", 1'000'000);
  CHECK(has(run(bench, file), "kept for a person before: 2, 10.95"));
  CHECK(posted(bench) == "1 1045");
}

TEST_CASE("a refused registry posts nothing", "[terminals]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  const Run made = run(bench, "1;20260301120133;A-1;10.45\n=1;10.44\n");
  CHECK_FALSE(made.good);
  CHECK(made.printed == "day:2: the lines do not sum to the last line's count and total\n");
  CHECK(posted(bench) == "0 0");
}

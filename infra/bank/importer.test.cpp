// Statements against a real database, as the role fn_bank: what is posted, what is kept, and that
// a second run changes nothing.
#include "bank/importer.hpp"

#include "bank/unmatched.hpp"
#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::bank;
using kabinet::testing::add_debt;
using kabinet::testing::Bench;
using kabinet::testing::owed;
using kabinet::testing::Person;

namespace {

const std::string payer = "40817810438000012345";
constexpr Day today = std::chrono::year{2026} / 11 / 29;

Document incoming(Bench& bench, const std::string& number, std::int64_t kopecks,
                  const std::string& purpose) {
  Document one;
  one.line = 15;
  one.number = number;
  one.day = one.own_day = "2026-03-01";
  one.is_received = true;
  one.kopecks = kopecks;
  one.payer = "Антонова Алёна Фёдоровна";
  one.payer_account = payer;
  one.payer_accounts = {payer};
  one.payee_accounts = {bench.site().payee.account};
  one.purpose = purpose;
  return one;
}

Exchange statement(Bench& bench, const std::vector<Document>& documents) {
  Exchange file;
  file.accounts = {bench.site().payee.account};
  file.documents = documents;
  std::int64_t received = 0;
  for (const Document& one : documents) received += one.kopecks;
  file.totals = {{8, file.accounts[0], 0, received, 0, received}};
  return file;
}

// What the program would print, and whether it would end well.
struct Run {
  bool good = false;
  std::string printed;
};

Run run(Bench& bench, const Exchange& file, bool dry_run = false) {
  Run made;
  Fates fates{"kl", registry::Language::english,
              [&](const std::string& line) { made.printed += line + "\n"; }, dry_run};
  Importer importer{bench.db("fn_bank"), bench.vault(), bench.site().payee.account, today};
  made.good = importer.run(file, fates);
  return made;
}

bool has(const Run& run, const std::string& text) {
  return run.printed.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a transfer that names a contract lowers its debt once", "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  const Exchange file = statement(bench, {incoming(bench, "42", 150075, "по договору № A-1")});
  const Run first = run(bench, file);
  CHECK(first.good);
  CHECK(has(first, "kl:15: № 42, 2026-03-01, 1500.75: posted (A-1, № "));
  CHECK(has(first, "kl: posted: 1, 1500.75"));
  CHECK(owed(bench, "A-1") == 849'925);
  const Run second = run(bench, file);
  CHECK(second.good);
  CHECK(has(second, "posted before"));
  CHECK(owed(bench, "A-1") == 849'925);
}

TEST_CASE("the payer's code finds the contract as its number does", "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  const std::string code = bench.admin("select code from payment.payer_code");
  CHECK(run(bench, statement(bench, {incoming(bench, "1", 100,
                                              "по договору № A-1, код плательщика " + code),
                                     incoming(bench, "2", 200, "перевод " + code)})).good);
  CHECK(owed(bench, "A-1") == 999'700);
}

TEST_CASE("a document is the same in another encoding, and when the bank says when it came",
          "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  Document one = incoming(bench, "42", 100, "договор № A-1 за «Иванова» – долг");
  CHECK(run(bench, statement(bench, {one})).good);
  one.purpose = "договор  A-1 за \"Иванова\" - долг";
  CHECK(has(run(bench, statement(bench, {one})), "posted before"));
  one.purpose = "договор № A-1 за «Иванова» – долг";
  one.day = "2026-03-02";
  CHECK(has(run(bench, statement(bench, {one})), "posted before"));
  CHECK(owed(bench, "A-1") == 999'900);
}

TEST_CASE("what neither a date of receipt nor totals prove has not come yet", "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  Document one = incoming(bench, "42", 100, "договор № A-1");
  one.is_received = false;
  Exchange file = statement(bench, {one});
  file.totals.clear();
  CHECK(has(run(bench, file), "neither a date of receipt nor totals say"));
  CHECK(owed(bench, "A-1") == 1'000'000);
  CHECK(has(run(bench, file), "kept for a person before"));
  CHECK(run(bench, statement(bench, {one})).good);  // these totals prove it
  CHECK(owed(bench, "A-1") == 999'900);
  CHECK(list_unmatched(bench.db("fn_bank"), bench.vault()).empty());
  CHECK(has(run(bench, statement(bench, {one})), "posted before"));
}

TEST_CASE("a number nearby is nobody's, and makes doubtful what is named", "[bank]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  add_debt(bench, anna, "A-1", 1'000'000);
  add_debt(bench, anna, "1002", 1'000'000);
  const Run made = run(bench, statement(bench, {
      incoming(bench, "1", 100, "договор № X-9 Иванов И.И. заявка 1002"),
      incoming(bench, "2", 200, "договор № A-1 Иванов И.И. заявка 1002"),
      incoming(bench, "3", 300, "договор № A-1 Иванов И.И. заявка 7")}));
  CHECK(has(made, "№ 1, 2026-03-01, 1.00: kept for a person: the purpose names no contract"));
  CHECK(has(made, "№ 2, 2026-03-01, 2.00: kept for a person: the purpose names several"));
  CHECK(owed(bench, "A-1") == 999'700);
  CHECK(owed(bench, "1002") == 1'000'000);
}

TEST_CASE("two equal documents of one statement are two payments", "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  const Document one = incoming(bench, "42", 100, "по договору № A-1");
  const Exchange file = statement(bench, {one, one});
  CHECK(run(bench, file).good);
  CHECK(owed(bench, "A-1") == 999'800);
  CHECK(run(bench, file).good);
  CHECK(owed(bench, "A-1") == 999'800);
}

TEST_CASE("what fits no contract, or several, is kept for a person and never dropped", "[bank]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  add_debt(bench, anna, "A-1", 1'000'000);
  add_debt(bench, anna, "A-2", 1'000'000);
  const Exchange file = statement(
      bench, {incoming(bench, "1", 100, "за свет"), incoming(bench, "2", 200, "договор № X-9"),
              incoming(bench, "3", 300, "договор A-1, договор A-2"),
              incoming(bench, "4", 400, "Зачисление по эквайрингу, договор A-1"),
              incoming(bench, "5", 500, "Возврат по п/п № 7, договор A-1")});
  const Run first = run(bench, file);
  CHECK_FALSE(first.good);
  CHECK(has(first, "kept for a person: the purpose names no contract that is known (№ 1)"));
  CHECK(has(first, "the purpose names several contracts"));
  CHECK(has(first, "see the acquirer's reconciliation"));
  CHECK(has(first, "a payment of our own that came back"));
  CHECK(has(first, "kl: kept for a person: 5, 15.00"));
  CHECK(owed(bench, "A-1") == 1'000'000);
  CHECK(bench.admin("select string_agg(kind || ' ' || why, ', ' order by id)"
                    " from payment.unmatched") ==
        "bank no_contract, bank no_contract, bank several_contracts, acquirer acquirer_sum,"
        " bank returned_payment");
  const Run second = run(bench, file);
  CHECK(has(second, "kl: kept for a person before: 5, 15.00"));
  CHECK(bench.admin("select count(*) from payment.unmatched") == "5");
}

TEST_CASE("a day that cannot be right is kept for a person, and the documents after it go on",
          "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  std::vector<Document> documents;
  for (const char* day : {"2026-11-28", "1926-11-28", "2090-11-28", "9126-11-28", "2026-11-28"}) {
    documents.push_back(incoming(bench, std::to_string(documents.size()), 100, "договор A-1"));
    documents.back().day = day;
  }
  documents[3].purpose = "за свет";
  const Exchange file = statement(bench, documents);
  const Run first = run(bench, file);
  CHECK_FALSE(first.good);
  CHECK(has(first, "№ 1, 1926-11-28, 1.00: kept for a person: the day is"));
  CHECK(has(first, "kl: posted: 2, 2.00"));
  CHECK(has(first, "kl: kept for a person: 3, 3.00"));
  CHECK(owed(bench, "A-1") == 999'800);
  CHECK(bench.admin("select string_agg(distinct why || ' ' || paid_on, ',')"
                    " from payment.unmatched") == "day_out_of_range 2026-11-29");
  const Run second = run(bench, file);
  CHECK(has(second, "kl: posted before: 2, 2.00"));
  CHECK(has(second, "kl: kept for a person before: 3, 3.00"));
  const auto waiting = list_unmatched(bench.db("fn_bank"), bench.vault());
  REQUIRE(waiting.size() == 3);
  CHECK(waiting[0].row.words.find("1926-11-28") != std::string::npos);
  for (const Waiting& one : waiting) {
    const auto said = bench.db("fn_bank").call("payment_assign_unmatched", {one.id, "A-1"});
    CHECK(said.need(0, "verdict") == "ok");
  }
  CHECK(owed(bench, "A-1") == 999'500);
}

TEST_CASE("nothing that is printed or stored in the clear names a payer", "[bank]") {
  Bench bench;
  const Run made = run(bench, statement(bench, {incoming(bench, "1", 100, "за свет от Алёны")}));
  CHECK_FALSE(has(made, "Антонова"));
  CHECK_FALSE(has(made, "Алён"));
  CHECK(bench.admin("select count(*) from payment.unmatched u where u::text ~ 'Антонова|Алён'") ==
        "0");
  const auto waiting = list_unmatched(bench.db("fn_bank"), bench.vault());
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].row.words.find("Антонова Алёна") != std::string::npos);
  CHECK(waiting[0].row.words.find("за свет от Алёны") != std::string::npos);
  bench.admin("update payment.unmatched set amount_kopecks = 101");
  CHECK_THROWS(list_unmatched(bench.db("fn_bank"), bench.vault()));
}

TEST_CASE("what a person has assigned is not posted again by the same statement", "[bank]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const Exchange file = statement(bench, {incoming(bench, "1", 100, "договор № A-1")});
  CHECK_FALSE(run(bench, file).good);
  add_debt(bench, anna, "A-1", 1'000'000);
  const Run again = run(bench, file);
  CHECK(has(again, "kept for a person before"));
  CHECK(owed(bench, "A-1") == 1'000'000);
  const auto said = bench.db("fn_bank").call("payment_assign_unmatched", {1, "A-1"});
  CHECK(said.need(0, "verdict") == "ok");
  CHECK(owed(bench, "A-1") == 999'900);
  run(bench, file);
  CHECK(owed(bench, "A-1") == 999'900);
  CHECK(list_unmatched(bench.db("fn_bank"), bench.vault()).empty());
}

TEST_CASE("a dry run says what would be done and changes nothing", "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  const Exchange file = statement(bench, {incoming(bench, "1", 100, "договор № A-1"),
                                          incoming(bench, "2", 200, "за свет")});
  const Run dry = run(bench, file, true);
  CHECK(has(dry, "kl: would be posted: 1, 1.00"));
  CHECK(has(dry, "kl: would be kept for a person: 1, 2.00"));
  CHECK(owed(bench, "A-1") == 1'000'000);
  CHECK(bench.admin("select count(*) from payment.unmatched") == "0");
}

TEST_CASE("a statement that does not add up is refused whole", "[bank]") {
  Bench bench;
  add_debt(bench, bench.add(testing::anna()), "A-1", 1'000'000);
  Exchange file = statement(bench, {incoming(bench, "1", 100, "договор № A-1")});
  file.totals[0].received = 200;
  file.totals[0].closing = 200;
  const Run made = run(bench, file);
  CHECK_FALSE(made.good);
  CHECK(made.printed == "kl:8: the documents do not sum to what was received\n");
  CHECK(owed(bench, "A-1") == 1'000'000);
}

TEST_CASE("what goes out, or between own accounts, is told and left alone", "[bank]") {
  Bench bench;
  Document out = incoming(bench, "1", 100, "договор № A-1");
  std::swap(out.payer_accounts, out.payee_accounts);
  Document foreign = out;
  foreign.payer_accounts = {payer};
  Exchange file = statement(bench, {out, foreign});
  file.totals.clear();
  const Run made = run(bench, file);
  CHECK_FALSE(made.good);
  CHECK(has(made, "kl: the file has no totals to check against"));
  CHECK(has(made, "№ 1, 2026-03-01, 1.00: outgoing"));
  CHECK(has(made, "of an account that is not this statement's"));
}

TEST_CASE("the program's role reads no table and corrects nothing", "[bank]") {
  Bench bench;
  for (const char* sql :
       {"table payment.unmatched", "table payment.payment", "table identity.client",
        "delete from payment.unmatched", "select api.payment_credit(null, null, null, null)",
        "select api.ledger_post_operations('x', '[]')"}) {
    INFO(sql);
    CHECK(bench.broken_by("fn_bank", sql) == "42501");
  }
}

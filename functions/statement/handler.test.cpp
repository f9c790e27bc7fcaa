// What the routes add to the SQL behind them (tests/sql/statement.sql has the figures): whose
// session it is, the shapes of replies, refusals, pages and files.
#include "statement/manifest.hpp"

#include "testing/bench.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = statement::function();
const std::string nobody_s = "00000000-0000-4000-8000-000000000000";

// A contract with `operations` charges of 1.00, 2.00 … on following days; gives its id.
std::string contract_of(Bench& bench, const Person& person, const std::string& number,
                        int operations) {
  bench.admin("select api.ledger_import_contracts('registry', jsonb_build_array("
              "jsonb_build_object('row', 1, 'number', '" + number + "', 'login', '" +
              person.login + "', 'creditor', 'ООО «Пример»', 'product', 'Заём', 'opened_on',"
              " '2020-01-01', 'due_on', null, 'principal_kopecks', 100, 'annual_rate', '24.9',"
              " 'currency', 'RUB')))");
  bench.admin("select api.ledger_post_operations('registry', jsonb_agg(jsonb_build_object("
              "'row', n, 'operation_no', '" + number + "-' || n, 'contract', '" + number +
              "', 'posted_on', date '2026-01-01' + n % 1000, 'kind', 'charge', 'component',"
              " 'principal', 'amount_kopecks', n * 100, 'description', '=HYPERLINK(' || n || ')')))"
              " from generate_series(1, " + std::to_string(operations) + ") n");
  return bench.admin("select id from ledger.contract where number = '" + number + "'");
}

std::vector<std::string> numbers_in(const Answer& page) {
  std::vector<std::string> numbers;
  const json body = page.body();
  for (const auto& one : body.at("operations")) numbers.push_back(one.at("operation_no"));
  return numbers;
}

// Everything a stranger can compare of a refusal.
std::string seen(const Answer& answer) {
  json body = answer.body();
  body.erase("reference");
  return std::to_string(answer.status()) + answer.reply.content_type + body.dump();
}

}  // namespace

TEST_CASE("a client sees his own contracts with their totals", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const Person boris = bench.add(testing::boris());
  contract_of(bench, anna, "A-1", 3);
  contract_of(bench, anna, "A-2", 1);
  contract_of(bench, boris, "B-1", 9);
  auto browser = bench.signed_in(anna);
  const json body = browser.get(fn, "/api/contracts").body();
  REQUIRE(body.at("contracts").size() == 2);
  CHECK(body.at("contracts")[0].at("number") == "A-1");
  CHECK(body.at("contracts")[0].at("outstanding_kopecks") == 600);
  CHECK(body.at("total_outstanding_kopecks") == 700);
  CHECK(body.at("source") == "registry");
}

TEST_CASE("a client without contracts reads an empty list", "[statement]") {
  Bench bench;
  auto browser = bench.signed_in(bench.add(testing::anna()));
  const auto answer = browser.get(fn, "/api/contracts");
  CHECK(answer.status() == 200);
  CHECK(answer.body().at("contracts").empty());
  CHECK(answer.body().at("as_of").is_null());
}

TEST_CASE("one contract comes with its components, schedule, chart and reasons", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string id = contract_of(bench, anna, "A-1", 3);
  bench.admin("select api.ledger_import_schedule('registry', '[{\"row\": 1, \"contract\": \"A-1\","
              " \"due_on\": \"2020-02-01\", \"component\": \"principal\","
              " \"amount_kopecks\": 250}]')");
  auto browser = bench.signed_in(anna);
  const json card = browser.get(fn, "/api/contracts/" + id).body();
  CHECK(card.at("state") == "overdue");
  CHECK(card.at("overdue_kopecks") == 250);
  CHECK(card.at("annual_rate_percent") == "24.9");
  CHECK(card.at("schedule").at("rows")[0].at("state") == "overdue");
  CHECK(card.at("components")[0].at("amount_kopecks") == 600);
  CHECK(card.at("debt_over_time").size() >= 3);
  const json figures = browser.get(fn, "/api/contracts/" + id + "/explain").body().at("figures");
  REQUIRE(figures.size() == 8);
  CHECK(figures[0].at("figure") == "outstanding");
  CHECK(figures[0].at("operations").size() == 3);
  CHECK(figures[5].at("rule") == "schedule_oldest_first");
  CHECK(figures[5].at("amount_kopecks") == 250);
}

TEST_CASE("another client's contract and one that never was read the same", "[statement]") {
  Bench bench;
  const std::string foreign = contract_of(bench, bench.add(testing::boris()), "B-1", 2);
  auto browser = bench.signed_in(bench.add(testing::anna()));
  for (const std::string what : {"", "/explain", "/operations", "/operations.csv",
                                 "/operations.xlsx", "/operations?cursor=x"}) {
    const auto denied = browser.get(fn, "/api/contracts/" + foreign + what);
    const auto absent = browser.get(fn, "/api/contracts/" + nobody_s + what);
    CHECK(denied.status() == 404);
    CHECK(denied.refusal() == "contract_is_yours");
    CHECK(seen(denied) == seen(absent));
  }
}

TEST_CASE("nobody reads a debt without a session", "[statement]") {
  Bench bench;
  const std::string id = contract_of(bench, bench.add(testing::anna()), "A-1", 1);
  auto stranger = bench.browser();
  auto half_way = bench.signed_in(bench.add(testing::boris()), "activation");
  for (const std::string& path : {std::string{"/api/contracts"}, "/api/contracts/" + id,
                                 "/api/contracts/" + id + "/operations.csv"}) {
    CHECK(stranger.get(fn, path).status() == 401);
    CHECK(half_way.get(fn, path).refusal() == "step_up_required");
  }
}

TEST_CASE("pages of operations follow each other by cursor", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string path = "/api/contracts/" + contract_of(bench, anna, "A-1", 5) + "/operations";
  auto browser = bench.signed_in(anna);
  const auto first = browser.get(fn, path + "?limit=2");
  CHECK(numbers_in(first) == std::vector<std::string>{"A-1-5", "A-1-4"});
  CHECK(first.body().at("operations")[1].at("balance_after_kopecks") == 1000);
  const std::string cursor = first.body().at("next_cursor");
  // What arrives meanwhile shifts nothing.
  bench.admin("select api.ledger_post_operations('registry', '[{\"row\": 1, \"contract\": \"A-1\","
              " \"operation_no\": \"N\", \"posted_on\": \"2026-02-01\", \"kind\": \"payment\","
              " \"component\": \"principal\", \"amount_kopecks\": 5}]')");
  const auto second = browser.get(fn, path + "?limit=2&cursor=" + cursor);
  CHECK(numbers_in(second) == std::vector<std::string>{"A-1-3", "A-1-2"});
  const std::string last = second.body().at("next_cursor");
  const auto third = browser.get(fn, path + "?limit=2&cursor=" + last);
  CHECK(numbers_in(third) == std::vector<std::string>{"A-1-1"});
  CHECK(third.body().at("next_cursor").is_null());
}

TEST_CASE("operations are chosen by period, kind and sum", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string path = "/api/contracts/" + contract_of(bench, anna, "A-1", 5) + "/operations";
  auto browser = bench.signed_in(anna);
  CHECK(numbers_in(browser.get(fn, path + "?from=2026-01-03&to=2026-01-04")) ==
        std::vector<std::string>{"A-1-3", "A-1-2"});
  CHECK(numbers_in(browser.get(fn, path + "?kind=payment")).empty());
  CHECK(numbers_in(browser.get(fn, path + "?min_kopecks=400&max_kopecks=400")) ==
        std::vector<std::string>{"A-1-4"});
  const auto wrong = browser.get(fn, path + "?from=31.02.2026&kind=gift&limit=0&min_kopecks=1.5");
  CHECK(wrong.status() == 422);
  CHECK(wrong.body().at("fields").size() == 4);
  for (const std::string end : {"", ".csv", ".xlsx"}) {
    const auto backwards = browser.get(
        fn, path + end + "?from=2026-01-04&to=2026-01-03&min_kopecks=2&max_kopecks=1");
    CHECK(backwards.refusal() == "fields_invalid");
    CHECK(backwards.body().at("fields") ==
          nlohmann::json{{"to", "before_from"}, {"max_kopecks", "below_min_kopecks"}});
  }
}

TEST_CASE("a cursor we did not give out for this contract is refused", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string one = contract_of(bench, anna, "A-1", 5);
  const std::string other = contract_of(bench, anna, "A-2", 5);
  auto browser = bench.signed_in(anna);
  const std::string cursor =
      browser.get(fn, "/api/contracts/" + one + "/operations?limit=2").body().at("next_cursor");
  for (const std::string& forged : {std::string{"x"}, cursor + "A", std::string(28, 'A')}) {
    CHECK(browser.get(fn, "/api/contracts/" + one + "/operations?cursor=" + forged).refusal() ==
          "cursor_is_ours");
  }
  CHECK(browser.get(fn, "/api/contracts/" + other + "/operations?cursor=" + cursor).refusal() ==
        "cursor_is_ours");
}

TEST_CASE("a CSV of operations is for people and runs no formula", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string path =
      "/api/contracts/" + contract_of(bench, anna, "Д/7-1", 2) + "/operations.csv";
  auto browser = bench.signed_in(anna);
  const auto answer = browser.get(fn, path + "?min_kopecks=200");
  CHECK(answer.reply.content_type == "text/csv; charset=utf-8");
  CHECK(answer.header("Content-Disposition") ==
        "attachment; filename=\"operations-7-1.csv\"; filename*=UTF-8''operations-%D0%94-7-1.csv");
  const std::string when = bench.admin("select api.ledger_write_instant(max(recorded_at))"
                                       " from ledger.transfer");
  CHECK(answer.reply.body ==
        "\xEF\xBB\xBF" "Дата;\"Номер операции\";Операция;\"Часть долга\";\"Сумма, ₽\";"
        "\"Изменение долга, ₽\";\"Долг после, ₽\";Описание;\"Записано (UTC)\";Источник\n"
        "2026-01-03;Д/7-1-2;Начисление;\"Основной долг\";2,00;2,00;3,00;'=HYPERLINK(2);" + when +
        ";registry\n");
  CHECK(browser.get(fn, path + "?language=en").reply.body.find(";Charge;Principal;2.00;") !=
        std::string::npos);
}

TEST_CASE("an XLSX of operations is a workbook", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  auto browser = bench.signed_in(anna);
  const auto answer = browser.get(
      fn, "/api/contracts/" + contract_of(bench, anna, "A-1", 2) + "/operations.xlsx");
  CHECK(answer.header("Content-Disposition") == "attachment; filename=\"operations-A-1.xlsx\"");
  CHECK(answer.reply.body.starts_with("PK\x03\x04"));
  CHECK(answer.reply.body.find("xl/worksheets/sheet1.xml") != std::string::npos);
}

TEST_CASE("a file that would be cut is refused, not cut", "[statement]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string path = "/api/contracts/" + contract_of(bench, anna, "A-1", 50'001);
  auto browser = bench.signed_in(anna);
  for (const std::string file : {"/operations.csv", "/operations.xlsx"}) {
    CHECK(browser.get(fn, path + file).refusal() == "export_is_short_enough");
  }
  const auto shorter = browser.get(fn, path + "/operations.csv?to=2026-01-10");
  CHECK(shorter.status() == 200);
}

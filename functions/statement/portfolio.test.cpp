// A part of a real portfolio (tests/data/uci-part): what each client is shown is what the source
// says he owes, to the kopeck, and the operations shown to him lead there step by step. Reading
// the files as an importer must is infra/registry's business; here they are known to be clean.
#include "statement/manifest.hpp"

#include "sheet/csv_reader.hpp"
#include "testing/bench.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = statement::function();

using Record = std::map<std::string, std::string>;

std::vector<Record> read_file(const std::string& name) {
  CsvReader reader{std::string{KABINET_SOURCE_DIR} + "/tests/data/uci-part/" + name};
  std::vector<Record> records;
  for (CsvRecord one; reader.next(one);) {
    Record record;
    for (std::size_t i = 0; i < one.cells.size(); ++i) record[reader.columns()[i]] = one.cells[i];
    records.push_back(std::move(record));
  }
  return records;
}

// "-12.30" is -1230: the files always have two decimals.
std::int64_t kopecks(std::string roubles) {
  roubles.erase(std::remove(roubles.begin(), roubles.end(), '.'), roubles.end());
  return std::stoll(roubles);
}

void load(Bench& bench, const std::vector<Record>& contracts) {
  json made = json::array(), posted = json::array();
  for (const Record& one : contracts) {
    made.push_back({{"row", made.size()}, {"number", one.at("contract_no")},
                    {"login", one.at("client_no")}, {"creditor", one.at("creditor")},
                    {"product", one.at("product")}, {"opened_on", one.at("opened_on")},
                    {"due_on", one.at("due_on")}, {"currency", one.at("currency")},
                    {"principal_kopecks", kopecks(one.at("principal"))},
                    {"annual_rate", one.at("annual_rate_percent")}});
  }
  for (const Record& one : read_file("operations.csv")) {
    posted.push_back({{"row", posted.size()}, {"operation_no", one.at("operation_no")},
                      {"contract", one.at("contract_no")}, {"posted_on", one.at("posted_on")},
                      {"kind", one.at("kind")}, {"component", "principal"},
                      {"amount_kopecks", kopecks(one.at("amount"))},
                      {"description", one.at("description")}});
  }
  bench.admin("insert into identity.client (login, dek_wrapped) select distinct one ->> 'login',"
              " '\\x00'::bytea from jsonb_array_elements($json$" + made.dump() + "$json$) one");
  bench.admin("select api.ledger_import_contracts('registry', $json$" + made.dump() + "$json$)");
  bench.admin("select api.ledger_post_operations('registry', $json$" + posted.dump() + "$json$)");
}

}  // namespace

TEST_CASE("every client of a real portfolio is shown what the source says he owes",
          "[statement]") {
  Bench bench;
  const auto contracts = read_file("contracts.csv");
  load(bench, contracts);
  std::map<std::string, Record> expected;
  for (const Record& one : read_file("expected.csv")) expected[one.at("contract_no")] = one;
  REQUIRE(contracts.size() >= 100);
  REQUIRE(expected.size() == contracts.size());
  for (const Record& contract : contracts) {
    const std::string number = contract.at("contract_no");
    INFO(number);
    const Record& truth = expected.at(number);
    Person person;
    person.id = bench.admin("select id from identity.client where login = '" +
                            contract.at("client_no") + "'");
    auto browser = bench.signed_in(person);
    const json shown = browser.get(fn, "/api/contracts").body().at("contracts").at(0);
    CHECK(shown.at("number") == number);
    CHECK(shown.at("outstanding_kopecks") == kopecks(truth.at("outstanding")));
    const json page = browser.get(fn, "/api/contracts/" + shown.at("id").get<std::string>() +
                                          "/operations?limit=100").body();
    CHECK(page.at("operations").size() == std::stoul(truth.at("operations")));
    std::int64_t debt = shown.at("outstanding_kopecks");
    std::int64_t paid = 0;
    for (const json& one : page.at("operations")) {
      CHECK(one.at("balance_after_kopecks") == debt);
      debt -= one.at("effect_kopecks").get<std::int64_t>();
      if (one.at("kind") == "payment") paid += one.at("amount_kopecks").get<std::int64_t>();
    }
    CHECK(debt == 0);
    CHECK(paid == kopecks(truth.at("paid_total")));
  }
}

// A record by names of columns; the batch rows that the tables make of it.
#include "registry/row_reader.hpp"

#include "crypto/crypto.hpp"
#include "registry/options.hpp"
#include "registry/table.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace kabinet;
using namespace kabinet::registry;

namespace {

// Field and code of every fault, in order.
std::string faults_of(const Table& table, const std::vector<std::string>& columns,
                      const std::vector<std::string>& cells) {
  RowReader row{columns};
  const CsvRecord record{2, cells, ""};
  row.begin(record);
  (void)table.read(row);
  std::string out;
  for (const Fault& fault : row.faults()) out += fault.field + ":" + fault.code + " ";
  return out;
}

nlohmann::json row_of(const Table& table, const std::vector<std::string>& columns,
                      const std::vector<std::string>& cells) {
  RowReader row{columns};
  const CsvRecord record{2, cells, ""};
  row.begin(record);
  nlohmann::json out = table.read(row);
  REQUIRE(row.faults().empty());
  return out;
}

constexpr std::chrono::sys_days today = std::chrono::year{2026} / 11 / 29;
const std::vector<std::string> operation = {"amount", "kind",        "operation_no",
                                            "posted_on", "contract_no", "description"};
const std::vector<std::string> contract = {"contract_no", "client_no", "creditor",
                                           "product",     "opened_on", "due_on",
                                           "principal",   "annual_rate_percent", "currency"};
const std::vector<std::string> client = {"client_no",  "last_name", "first_name", "middle_name",
                                         "birth_date", "phone",     "email"};

}  // namespace

TEST_CASE("an operation is read from columns in any order", "[registry]") {
  const auto row = row_of(operations_table("x", today), operation,
                          {"1 000,50", "payment", "P-1", "05.07.2026", "C-1", ""});
  CHECK(row == nlohmann::json{{"operation_no", "P-1"},
                              {"contract", "C-1"},
                              {"posted_on", "2026-07-05"},
                              {"kind", "payment"},
                              {"component", "principal"},
                              {"amount_kopecks", 100050},
                              {"description", ""}});
}

TEST_CASE("every bad field of an operation is named at once", "[registry]") {
  CHECK(faults_of(operations_table("x", today), operation,
                  {"0.00", "refund", "", "31.02.2026", std::string(65, 'x'), "ok"}) ==
        "operation_no:empty contract_no:too_long posted_on:day_unknown kind:kind_unknown "
        "amount:sum_not_above_zero ");
  CHECK(faults_of(operations_table("x", today), operation,
                  {"-1", "charge", "1", "1949-12-31", "C", std::string(501, 'x')}) ==
        "posted_on:day_out_of_range amount:sum_not_above_zero description:too_long ");
}

TEST_CASE("an operation has happened by tomorrow at the latest, a schedule looks ahead",
          "[registry]") {
  const auto faults_on = [](const char* day) {
    return faults_of(operations_table("x", today), operation, {"1", "charge", "1", day, "C", ""});
  };
  CHECK(faults_on("30.11.2026").empty());
  CHECK(faults_on("01.12.2026") == "posted_on:day_ahead ");
  CHECK(faults_on("31.12.2199") == "posted_on:day_ahead ");
  CHECK(faults_on("01.01.2200") == "posted_on:day_out_of_range ");
  CHECK(faults_of(schedule_table("x"), {"contract_no", "due_on", "amount"},
                  {"C", "2199-12-31", "1"}).empty());
}

TEST_CASE("an unknown component is refused, an empty one is the principal", "[registry]") {
  const std::vector<std::string> columns = {"contract_no", "due_on", "component", "amount"};
  CHECK(row_of(schedule_table("x"), columns, {"C", "2026-01-31", "", "1"}).at("component") ==
        "principal");
  CHECK(faults_of(schedule_table("x"), columns, {"C", "2026-01-31", "tips", "1"}) ==
        "component:component_unknown ");
}

TEST_CASE("a contract may have no end, and none before its opening", "[registry]") {
  std::vector<std::string> cells = {"K-1", "c1", "ООО", "Заём", "2026-01-01", "", "0", "24,9",
                                    "RUB"};
  const auto row = row_of(contracts_table("x"), contract, cells);
  CHECK(row.at("due_on").is_null());
  CHECK(row.at("login") == "C1");
  CHECK(row.at("annual_rate") == "24.9");
  cells[5] = "2025-12-31";
  cells[6] = "-1";
  cells[8] = "USD";
  CHECK(faults_of(contracts_table("x"), contract, cells) ==
        "principal:sum_below_zero currency:currency_unknown due_on:day_before_opening ");
}

TEST_CASE("a client's row holds no word of his data in the clear", "[registry]") {
  const Vault vault{random_bytes(32)};
  const auto row = row_of(clients_table(vault), client,
                          {"c0000001", "Антонова", "Алёна", "", "06.08.2002", "+79220000001",
                           "alena@example.com"});
  const std::string text = row.dump();
  for (const char* plain : {"Антонова", "Алёна", "2002", "79220000001", "alena"}) {
    CHECK(text.find(plain) == std::string::npos);
  }
  CHECK(row.at("login") == "C0000001");
  CHECK(row.at("middle_name_sealed").is_null());
  CHECK(row.at("fingerprint").get<std::string>().size() == 64);
  const auto unhex = [](const std::string& hexed) {
    Bytes out;
    for (std::size_t i = 0; i < hexed.size(); i += 2) {
      out.data += static_cast<char>(std::stoi(hexed.substr(i, 2), nullptr, 16));
    }
    return out;
  };
  CHECK(vault.open(unhex(row.at("dek_wrapped")), row.at("id").get<std::string>(),
                   "client.birth_date", unhex(row.at("birth_date_sealed"))) == "2002-08-06");
}

TEST_CASE("equal clients have equal fingerprints, equal names of two clients do not show",
          "[registry]") {
  const Vault vault{random_bytes(32)};
  const Table table = clients_table(vault);
  std::vector<std::string> cells = {"C1", "Ким", "Ян", "", "2000-01-01", "+79220000001", ""};
  const std::string first = row_of(table, client, cells).at("fingerprint");
  CHECK(row_of(table, client, cells).at("fingerprint") == first);
  cells[0] = "C2";
  const std::string other = row_of(table, client, cells).at("fingerprint");
  CHECK(other.substr(4, 10) != first.substr(4, 10));
  cells[0] = "C1";
  cells[5] = "+79220000002";
  const std::string changed = row_of(table, client, cells).at("fingerprint");
  CHECK(changed.substr(0, 44) == first.substr(0, 44));
  CHECK(changed.substr(44, 10) != first.substr(44, 10));
}

TEST_CASE("bad personal data are named by field", "[registry]") {
  const Vault vault{random_bytes(32)};
  CHECK(faults_of(clients_table(vault), client,
                  {"C 1", "", "Ян\n", "", "2999-01-01", "89220000001", "no-at-sign"}) ==
        "client_no:login_wrong last_name:empty birth_date:day_out_of_range phone:phone_wrong "
        "email:email_wrong ");
}

TEST_CASE("nobody imports in the portal's own name", "[registry]") {
  CHECK(read_options({"d", "--source", "Bank"}).source == "Bank");
  for (const char* own : {"portal", "terminal", "bank", "refund"}) {
    INFO(own);
    CHECK_THROWS_WITH(read_options({"d", "--source", own}),
                      Catch::Matchers::Contains("is the portal's own"));
  }
}

TEST_CASE("a mistyped option is refused", "[registry]") {
  CHECK(read_options({"d", "--dry-run"}).dry_run);
  CHECK(read_options({"--letters", "f", "d"}).letters == "f");
  CHECK_THROWS_AS(read_options({}), std::invalid_argument);
  CHECK_THROWS_AS(read_options({"d", "--dry"}), std::invalid_argument);
  CHECK_THROWS_AS(read_options({"d", "--letters"}), std::invalid_argument);
  CHECK_THROWS_AS(read_options({"d", "e"}), std::invalid_argument);
  CHECK_THROWS_AS(read_options({"d", "--dry-run", "--letters", "f"}), std::invalid_argument);
}

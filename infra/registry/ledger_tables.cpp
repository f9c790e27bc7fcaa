// Contracts, operations and schedule: plain rows for the ledger, which resolves contract and
// client numbers by sets. Its limits are checked here first, because one violated constraint
// would refuse a whole batch.
#include "registry/table.hpp"

namespace kabinet::registry {

namespace {

using nlohmann::json;

constexpr std::string_view first_day = "1950-01-01";
constexpr std::string_view last_day = "2199-12-31";

std::string component(RowReader& row) {
  return row.choice("component", {"principal", "interest", "fee", "penalty"}, "component_unknown",
                    "principal");
}

json or_null(std::string text) { return text.empty() ? json(nullptr) : json(std::move(text)); }

Answer ask(pg::Db& db, std::string_view function, const std::string& source, const json& batch) {
  const json said = json::parse(db.call(function, {source, batch.dump()}).scalar());
  Answer answer{said.at("new"), said.at("same"), {}};
  for (const json& row : said.at("rows")) {
    answer.rows.push_back({row.at("row"), row.at("verdict"), row.at("fields")});
  }
  return answer;
}

std::function<Answer(pg::Db&, const json&)> sender(std::string_view function, std::string source) {
  return [function, source = std::move(source)](pg::Db& db, const json& batch) {
    return ask(db, function, source, batch);
  };
}

json read_contract(RowReader& row) {
  json out{{"number", row.one_line("contract_no", 64)},
           {"login", row.login("client_no")},
           {"creditor", row.one_line("creditor", 200)},
           {"product", row.one_line("product", 200)},
           {"principal_kopecks", row.sum_from_zero("principal")},
           {"annual_rate", row.rate("annual_rate_percent")},
           {"currency", row.choice("currency", {"RUB"}, "currency_unknown")}};
  const std::string opened_on = row.day("opened_on", first_day, last_day);
  const std::string due_on = row.day_or_empty("due_on", first_day, last_day);
  if (!due_on.empty() && !opened_on.empty() && due_on < opened_on) {
    row.wrong("due_on", "day_before_opening");
  }
  out["opened_on"] = opened_on;
  out["due_on"] = or_null(due_on);
  return out;
}

// What has not happened yet is owed by nobody: such a day is a slip of the keyboard. Tomorrow may
// have begun where the accounting is.
std::string posted_on(RowReader& row, std::chrono::sys_days today) {
  std::string day = row.day("posted_on", first_day, last_day);
  if (day <= last_day && day > text_of(today + std::chrono::days{1})) {
    row.wrong("posted_on", "day_ahead");
  }
  return day;
}

json read_operation(RowReader& row, std::chrono::sys_days today) {
  return {{"operation_no", row.one_line("operation_no", 64)},
          {"contract", row.one_line("contract_no", 64)},
          {"posted_on", posted_on(row, today)},
          {"kind", row.choice("kind", {"charge", "payment", "credit"}, "kind_unknown")},
          {"component", component(row)},
          {"amount_kopecks", row.sum_above_zero("amount")},
          {"description", row.text_or_empty("description", 500)}};
}

json read_schedule(RowReader& row) {
  return {{"contract", row.one_line("contract_no", 64)},
          {"due_on", row.day("due_on", first_day, last_day)},
          {"component", component(row)},
          {"amount_kopecks", row.sum_above_zero("amount")}};
}

}  // namespace

Table contracts_table(std::string source) {
  return {.name = "contracts",
          .needed = true,
          .columns = {"contract_no", "client_no", "creditor", "product", "opened_on", "due_on",
                      "principal", "annual_rate_percent", "currency"},
          .read = read_contract,
          .number = [](const json& row) { return row.at("number").get<std::string>(); },
          .contract = "number",
          .send = sender("ledger_import_contracts", std::move(source))};
}

Table operations_table(std::string source, std::chrono::sys_days today) {
  return {.name = "operations",
          .needed = true,
          .columns = {"operation_no", "contract_no", "posted_on", "kind", "amount", "description"},
          .read = [today](RowReader& row) { return read_operation(row, today); },
          .number = [](const json& row) { return row.at("operation_no").get<std::string>(); },
          .contract = "contract",
          .send = sender("ledger_post_operations", std::move(source))};
}

Table schedule_table(std::string source) {
  return {.name = "schedule",
          .needed = false,
          .columns = {"contract_no", "due_on", "component", "amount"},
          .read = read_schedule,
          .number =
              [](const json& row) {
                return row.at("contract").get<std::string>() + " " +
                       row.at("due_on").get<std::string>() + " " +
                       row.at("component").get<std::string>();
              },
          .contract = "contract",
          .send = sender("ledger_import_schedule", std::move(source))};
}

}  // namespace kabinet::registry

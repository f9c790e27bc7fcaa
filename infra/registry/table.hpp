// The four files of a registry. A table says which columns it needs, how a record becomes a row
// of the batch (or faults), by which number a row is known, and which SQL function takes a batch.
#pragma once

#include "base/json.hpp"
#include "crypto/vault.hpp"
#include "pg/db.hpp"
#include "registry/day.hpp"
#include "registry/row_reader.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::registry {

// What the database says of one row that is neither new nor the same.
struct Verdict {
  std::int64_t line = 0;
  std::string code;                 // changed, unknown_client, unknown_contract, duplicate
  std::vector<std::string> fields;  // in words of the file's header
};

struct Answer {
  std::int64_t fresh = 0;
  std::int64_t same = 0;
  std::vector<Verdict> rows;
};

struct Table {
  std::string_view name;                   // the file's name without .csv; the kind in SQL
  bool needed = true;                      // false: the file may be missing
  std::vector<std::string_view> columns;   // without these the file is not read
  std::function<nlohmann::json(RowReader&)> read;
  std::function<std::string(const nlohmann::json&)> number;
  std::string_view contract = {};          // where a row names its contract; "" if it names none
  std::function<Answer(pg::Db&, const nlohmann::json& batch)> send;
};

[[nodiscard]] Table clients_table(const Vault& vault);
[[nodiscard]] Table contracts_table(std::string source);
// `today` of the whole run: operations of days after tomorrow are not believed.
[[nodiscard]] Table operations_table(std::string source, std::chrono::sys_days today);
[[nodiscard]] Table schedule_table(std::string source);

}  // namespace kabinet::registry

// What a client owes and why, read as SQL answers it and passed on untouched. The rules stand in
// sql/api/client/ledger_standing.sql; whose contract it is, row-level security knows. Sheets are
// laid out in operations_sheet.cpp.
#include "statement/manifest.hpp"

#include "base/refusal.hpp"
#include "statement/operations_sheet.hpp"

#include <map>
#include <string>

namespace kabinet::statement {

namespace {

constexpr std::int64_t page_rows = 20;
// About 20 MB in the worker; a client of more operations than that names a period.
constexpr std::int64_t file_rows = 50'000;

// Each field is good by itself; a period that ends before it starts, or a largest sum below the
// smallest, would be an empty list that looks like an answer.
template <typename Filters>
void require_order(const Filters& in) {
  std::map<std::string, std::string> wrong;
  if (in.from && in.to && *in.from > *in.to) wrong["to"] = "before_from";
  if (in.min_kopecks && in.max_kopecks && *in.min_kopecks > *in.max_kopecks) {
    wrong["max_kopecks"] = "below_min_kopecks";
  }
  if (!wrong.empty()) throw Refusal{"fields_invalid", wrong, {}, {}};
}

template <typename Export>
pg::Rows rows_of(Call& call, const Export& in) {
  return call.sql("ledger_export_operations", {in.id, in.from, in.to, in.kind, in.min_kopecks,
                                               in.max_kopecks, file_rows});
}

template <typename Export>
std::string number_of(Call& call, const Export& in) {
  return call.sql("ledger_read_number", {in.id}).scalar();
}

}  // namespace

Reply list(Call& call, const List&) { return ok(call.sql("ledger_list_contracts").scalar()); }

Reply show(Call& call, const Show& in) {
  return ok(call.sql("ledger_read_contract", {in.id}).scalar());
}

Reply explain(Call& call, const Explain& in) {
  return ok(call.sql("ledger_explain_contract", {in.id}).scalar());
}

Reply list_operations(Call& call, const ListOperations& in) {
  require_order(in);
  return ok(call.sql("ledger_list_operations",
                     {in.id, in.from, in.to, in.kind, in.min_kopecks, in.max_kopecks, in.cursor,
                      in.limit.value_or(page_rows)})
                .scalar());
}

Reply export_csv(Call& call, const ExportCsv& in) {
  require_order(in);
  const std::string number = number_of(call, in);
  return download("text/csv; charset=utf-8", "operations-" + number + ".csv",
                  csv_of(rows_of(call, in), in.language.value_or("ru")));
}

Reply export_xlsx(Call& call, const ExportXlsx& in) {
  require_order(in);
  const std::string number = number_of(call, in);
  return download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  "operations-" + number + ".xlsx",
                  xlsx_of(rows_of(call, in), in.language.value_or("ru")));
}

}  // namespace kabinet::statement

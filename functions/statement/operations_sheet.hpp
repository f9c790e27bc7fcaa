// Operations of a contract as a file for people: headings and kinds in words, sums in roubles.
// Text that a spreadsheet would run as a formula is made harmless by the room `sheet`.
#pragma once

#include "pg/db.hpp"

#include <string>

namespace kabinet::statement {

// `rows` as ledger_export_operations gives them; `language` is "ru" or "en".
[[nodiscard]] std::string csv_of(const pg::Rows& rows, const std::string& language);
[[nodiscard]] std::string xlsx_of(const pg::Rows& rows, const std::string& language);

}  // namespace kabinet::statement

// One record by the names of its columns. Each question checks its cell; what is wrong is
// collected, so that a row with three bad fields is reported with all three at once.
#pragma once

#include "sheet/csv_reader.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::registry {

struct Fault {
  std::string field;  // "" if it is the whole line
  std::string code;
  std::string detail = {};  // e.g. the line where a duplicate stands first
};

class RowReader {
 public:
  explicit RowReader(const std::vector<std::string>& columns);

  // The record must live until the last question about it.
  void begin(const CsvRecord& record);
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

  // Each gives a harmless value ("" or 0) if the cell is wrong. A column that is not there reads
  // as an empty cell.
  std::string text(std::string_view column, std::size_t length_max);
  std::string text_or_empty(std::string_view column, std::size_t length_max);
  std::string one_line(std::string_view column, std::size_t length_max);
  std::string one_line_or_empty(std::string_view column, std::size_t length_max);
  std::string login(std::string_view column);
  std::string phone(std::string_view column);
  std::string email_or_empty(std::string_view column);
  std::string day(std::string_view column, std::string_view first, std::string_view last);
  std::string day_or_empty(std::string_view column, std::string_view first, std::string_view last);
  std::string rate(std::string_view column);
  std::int64_t sum_above_zero(std::string_view column);
  std::int64_t sum_from_zero(std::string_view column);
  std::string choice(std::string_view column, std::initializer_list<std::string_view> known,
                     std::string_view code, std::string_view if_empty = "");

  void wrong(std::string_view column, std::string_view code);

 private:
  [[nodiscard]] std::string cell(std::string_view column) const;
  // True if there is something to read; an empty cell is a fault.
  bool filled(std::string_view column, const std::string& cell);
  std::optional<std::int64_t> sum(std::string_view column);

  std::map<std::string, std::size_t, std::less<>> places_;
  const CsvRecord* record_ = nullptr;
  std::vector<Fault> faults_;
};

}  // namespace kabinet::registry

// Cells into values; the grammars themselves stand in values.cpp and in the room text.
#include "registry/row_reader.hpp"

#include "base/require.hpp"
#include "registry/values.hpp"
#include "text/text.hpp"

#include <algorithm>

namespace kabinet::registry {

RowReader::RowReader(const std::vector<std::string>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) places_.emplace(columns[i], i);
}

void RowReader::begin(const CsvRecord& record) {
  record_ = &record;
  faults_.clear();
}

std::string RowReader::text(std::string_view column, std::size_t length_max) {
  std::string value = text_or_empty(column, length_max);
  filled(column, value);
  return value;
}

std::string RowReader::text_or_empty(std::string_view column, std::size_t length_max) {
  std::string value = cell(column);
  if (utf8_length(value) > length_max) wrong(column, "too_long");
  return value;
}

std::string RowReader::one_line(std::string_view column, std::size_t length_max) {
  std::string value = one_line_or_empty(column, length_max);
  filled(column, value);
  return value;
}

std::string RowReader::one_line_or_empty(std::string_view column, std::size_t length_max) {
  std::string value = text_or_empty(column, length_max);
  if (value.find_first_of("\t\n") != std::string::npos) wrong(column, "control_character");
  return value;
}

std::string RowReader::login(std::string_view column) {
  const std::string value = cell(column);
  if (!filled(column, value)) return {};
  const std::optional<std::string> login = normalised_login(value);
  if (!login) wrong(column, "login_wrong");
  return login.value_or("");
}

std::string RowReader::phone(std::string_view column) {
  std::string value = cell(column);
  if (filled(column, value) && !is_phone(value)) wrong(column, "phone_wrong");
  return value;
}

std::string RowReader::email_or_empty(std::string_view column) {
  std::string value = cell(column);
  if (!value.empty() && !is_email(value)) wrong(column, "email_wrong");
  return value;
}

std::string RowReader::day(std::string_view column, std::string_view first,
                           std::string_view last) {
  return filled(column, cell(column)) ? day_or_empty(column, first, last) : "";
}

std::string RowReader::day_or_empty(std::string_view column, std::string_view first,
                                    std::string_view last) {
  const std::string value = cell(column);
  if (value.empty()) return {};
  const Read<std::string> day = read_day(value);
  if (!day.value) {
    wrong(column, day.fault);
    return {};
  }
  if (*day.value < first || *day.value > last) wrong(column, "day_out_of_range");
  return *day.value;
}

std::string RowReader::rate(std::string_view column) {
  const std::string value = cell(column);
  if (!filled(column, value)) return {};
  const Read<std::string> rate = read_rate(value);
  if (!rate.value) wrong(column, rate.fault);
  return rate.value.value_or("");
}

std::int64_t RowReader::sum_above_zero(std::string_view column) {
  const std::optional<std::int64_t> value = sum(column);
  if (value && *value <= 0) wrong(column, "sum_not_above_zero");
  return value.value_or(0);
}

std::int64_t RowReader::sum_from_zero(std::string_view column) {
  const std::optional<std::int64_t> value = sum(column);
  if (value && *value < 0) wrong(column, "sum_below_zero");
  return value.value_or(0);
}

std::string RowReader::choice(std::string_view column,
                              std::initializer_list<std::string_view> known,
                              std::string_view code, std::string_view if_empty) {
  const std::string value = cell(column);
  if (value.empty() && !if_empty.empty()) return std::string{if_empty};
  if (!filled(column, value)) return {};
  if (std::find(known.begin(), known.end(), value) == known.end()) wrong(column, code);
  return value;
}

void RowReader::wrong(std::string_view column, std::string_view code) {
  faults_.push_back({std::string{column}, std::string{code}});
}

std::string RowReader::cell(std::string_view column) const {
  require(record_ != nullptr, "a record is begun before its cells are asked for");
  const auto place = places_.find(column);
  if (place == places_.end()) return {};
  // libcsv trims unquoted cells; a quoted one may still bring its spaces along.
  std::string_view value = record_->cells.at(place->second);
  constexpr std::string_view spaces = " \t\n";
  const std::size_t first = value.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return std::string{value.substr(first, value.find_last_not_of(spaces) - first + 1)};
}

bool RowReader::filled(std::string_view column, const std::string& cell) {
  if (cell.empty()) wrong(column, "empty");
  return !cell.empty();
}

std::optional<std::int64_t> RowReader::sum(std::string_view column) {
  const std::string value = cell(column);
  if (!filled(column, value)) return std::nullopt;
  const Read<std::int64_t> sum = read_sum(value);
  if (!sum.value) wrong(column, sum.fault);
  return sum.value;
}

}  // namespace kabinet::registry

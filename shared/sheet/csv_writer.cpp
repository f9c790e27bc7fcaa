// One row to one line of CSV. Quoting is by libcsv, so reader and writer agree on it.
#include "sheet/csv_writer.hpp"

#include "base/require.hpp"
#include "sheet/day.hpp"
#include "text/text.hpp"

#include <csv.h>

#include <utility>

namespace kabinet {

CsvWriter::CsvWriter(CsvStyle style) : style_(style) {
  if (style_.bom) text_ = "\xEF\xBB\xBF";
}

void CsvWriter::add(const Row& row) {
  bool first = true;
  for (const Cell& cell : row) {
    if (!std::exchange(first, false)) text_ += ';';
    add_cell(cell);
  }
  text_ += '\n';
}

std::string CsvWriter::take() { return std::exchange(text_, {}); }

void CsvWriter::add_cell(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    add_text(neutralised(*text));
  } else if (const auto* money = std::get_if<Kopecks>(&cell)) {
    std::string figure = roubles(money->value);
    figure[figure.size() - 3] = style_.decimal_sign;
    text_ += figure;
  } else if (const auto* day = std::get_if<Day>(&cell)) {
    require_day(day->text);
    text_ += day->text;
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    text_ += std::to_string(*number);
  }
}

void CsvWriter::add_text(const std::string& text) {
  if (text.find_first_of(std::string_view{";\"\r\n\t, \0", 8}) == std::string::npos) {
    text_ += text;
    return;
  }
  std::string quoted(text.size() * 2 + 2, '\0');
  const std::size_t size = csv_write(quoted.data(), quoted.size(), text.data(), text.size());
  require(size <= quoted.size(), "a quoted cell is at most twice as long and two quotes");
  text_.append(quoted, 0, size);
}

}  // namespace kabinet

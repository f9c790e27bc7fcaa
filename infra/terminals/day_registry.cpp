// Networks write days in three ways and sums in two; everything else is refused.
#include "terminals/day_registry.hpp"

#include "bank/day.hpp"
#include "registry/values.hpp"
#include "sheet/encoding.hpp"
#include "text/text.hpp"

#include <optional>
#include <set>
#include <string_view>

namespace kabinet::terminals {

namespace {

using Cells = std::vector<std::string>;

Cells cells_of(std::string_view line) {
  Cells cells;
  while (true) {
    const std::size_t end = line.find(';');
    std::string_view cell = line.substr(0, end);
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    cells.emplace_back(cell);
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
  }
}

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// 20260301120133, or a day with a time behind it.
std::optional<std::string> day_of(const std::string& text) {
  if (text.size() == 14 && all_digits(text)) {
    const std::string day = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2);
    return is_date(day) ? std::optional{day} : std::nullopt;
  }
  if (text.size() > 10 && text[10] != ' ' && text[10] != 'T') return std::nullopt;
  return registry::read_day(text.substr(0, 10)).value;
}

class Reader {
 public:
  void take(const std::string& text, std::int64_t line) {
    if (total_line_ > 0) {
      if (!text.empty()) fault(line, "line_unreadable");
      return;
    }
    const Cells cells = cells_of(text);
    if (cells[0].starts_with('=')) {
      take_total(cells, line);
    } else if (!text.empty() && !(line == 1 && cells[0] == "txn_id")) {
      take_payment(cells, line);
    }
  }

  DayRegistry end() {
    if (total_line_ == 0) fault(0, "file_cut");
    return std::move(out_);
  }

  void fault(std::int64_t line, const char* code) { out_.faults.push_back({line, code}); }

 private:
  void take_payment(const Cells& cells, std::int64_t line) {
    if (cells.size() < 4 || cells[0].empty() || cells[0].size() > 20 || !all_digits(cells[0]) ||
        cells[2].empty() || utf8_length(cells[2]) > 64) {
      return fault(line, "line_unreadable");
    }
    const auto day = day_of(cells[1]);
    const auto sum = registry::read_sum(cells[3]);
    if (!day || !bank::is_credible(*day, today_)) return fault(line, "day_unknown");
    if (!sum.value || *sum.value <= 0) return fault(line, "sum_unreadable");
    // Spreadsheets cut the zeros that a command had before its number.
    const std::string txn_id = without_zeros(cells[0]);
    if (!seen_.insert(txn_id).second) return fault(line, "txn_twice");
    out_.payments.push_back({line, txn_id, *day, cells[2], *sum.value});
  }

  void take_total(const Cells& cells, std::int64_t line) {
    total_line_ = line;
    std::int64_t sum = 0;
    bool fits = true;
    for (const Payment& one : out_.payments) {
      fits = !__builtin_add_overflow(sum, one.kopecks, &sum) && fits;
    }
    const auto count = to_integer(std::string_view{cells[0]}.substr(1));
    const auto total = cells.size() > 1 ? registry::read_sum(cells[1]).value : std::nullopt;
    fits = fits && count == static_cast<std::int64_t>(out_.payments.size()) && total == sum;
    // A line that could not be read has its own fault; the total then says nothing more.
    if (!fits && out_.faults.empty()) fault(line, "total_differs");
  }

  DayRegistry out_;
  bank::Day today_ = bank::clock_day();
  std::set<std::string> seen_;
  std::int64_t total_line_ = 0;
};

}  // namespace

DayRegistry read_registry(Lines& file) {
  Reader reader;
  for (Line line; file.next(line);) {
    if (line.number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
    if (line.too_long) {
      reader.fault(line.number, "line_too_long");
    } else if (make_utf8(line.text) == Encoding::broken || !is_clean_utf8(line.text)) {
      reader.fault(line.number, "line_unreadable");
    } else {
      reader.take(line.text, line.number);
    }
  }
  if (file.damaged()) reader.fault(0, "file_damaged");
  return reader.end();
}

}  // namespace kabinet::terminals

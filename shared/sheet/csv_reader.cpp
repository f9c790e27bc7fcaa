// libcsv splits a record into cells; this file decides what a record is. A line whose last quote
// is open takes further lines only if the whole then is sound and has the right number of cells.
#include "sheet/csv_reader.hpp"

#include "base/require.hpp"
#include "text/text.hpp"

#include <csv.h>

#include <algorithm>
#include <set>
#include <utility>

namespace kabinet {

namespace {

constexpr std::size_t lines_in_record_max = 50;

Lines opened(const std::string& path) {
  try {
    return Lines{path};
  } catch (const std::runtime_error& error) {
    throw CsvUnreadable{"file_missing", error.what()};
  }
}

}  // namespace

// libcsv's parser, fed line by line; `whole` when the record has ended.
struct CsvReader::Parser {
  csv_parser state{};
  std::vector<std::string> cells;
  bool whole = false;

  Parser() {
    require(csv_init(&state, 0) == 0, "libcsv has room to begin");
    csv_set_delim(&state, ';');
  }
  ~Parser() { csv_free(&state); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void begin(unsigned char options = 0) {
    // An open quote of a record given up would go on in the next one.
    csv_fini(&state, nullptr, nullptr, nullptr);
    csv_set_opts(&state, options);
    cells.clear();
    whole = false;
  }

  // False if strict rules are broken.
  bool feed(const std::string& line) {
    const std::string text = line + '\n';
    const std::size_t read = csv_parse(&state, text.data(), text.size(), &on_cell, &on_row, this);
    require(read == text.size() || csv_error(&state) == CSV_EPARSE, "libcsv has memory enough");
    return read == text.size();
  }

  static void on_cell(void* text, std::size_t size, void* self) {
    static_cast<Parser*>(self)->cells.emplace_back(static_cast<const char*>(text), size);
  }
  static void on_row(int, void* self) { static_cast<Parser*>(self)->whole = true; }
};

CsvReader::CsvReader(const std::string& path)
    : lines_(opened(path)), parser_(std::make_unique<Parser>()) {
  read_header(path);
}

CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;

void CsvReader::read_header(const std::string& path) {
  Line line;
  if (!lines_.next(line)) throw CsvUnreadable{"file_empty", path};
  if (line.text.starts_with("\xFF\xFE") || line.text.starts_with("\xFE\xFF")) {
    throw CsvUnreadable{"file_is_utf16", path};
  }
  if (line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
  if (!judge(line).empty()) throw CsvUnreadable{"header_unreadable", path};
  parser_->begin();
  parser_->feed(line.text);
  if (!parser_->whole) throw CsvUnreadable{"header_unreadable", path};
  columns_ = std::move(parser_->cells);
  std::set<std::string> seen;
  for (std::string& name : columns_) {
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!name.empty() && !seen.insert(name).second) throw CsvUnreadable{"column_twice", name};
  }
}

bool CsvReader::take(Line& line) {
  if (again_.empty()) return lines_.next(line);
  line = std::move(again_.front());
  again_.pop_front();
  return true;
}

bool CsvReader::next(CsvRecord& record) {
  Line line;
  while (take(line)) {
    if (line.ended && !line.too_long &&
        line.text.find_first_not_of("; \t\r") == std::string::npos) {
      continue;
    }
    record.line = line.number;
    record.problem = judge(line);
    if (record.problem.empty()) parse(std::move(line), record);
    return true;
  }
  return false;
}

std::string CsvReader::judge(Line& line) {
  if (line.too_long) return "line_too_long";
  if (!line.ended) return "line_is_cut";
  std::string text = line.text;
  const Encoding encoding = make_utf8(text);
  if (encoding == Encoding::broken) return "encoding_broken";
  if (!is_clean_utf8(text)) return "control_character";
  if (encoding != Encoding::ascii) {
    if (encoding_ != Encoding::ascii && encoding != encoding_ && encoding_changed_at_ == 0) {
      encoding_changed_at_ = line.number;
    }
    encoding_ = encoding;
  }
  line.text = std::move(text);
  return {};
}

void CsvReader::parse(Line first, CsvRecord& record) {
  parser_->begin();
  parser_->feed(first.text);
  if (parser_->whole) {
    record.problem = fits(parser_->cells) ? "" : "columns_wrong";
    record.cells = std::move(parser_->cells);
    return;
  }
  // A quote is open. It may go over several lines only by the strict rules of quoting, or a stray
  // one would swallow lines up to the next. Lines are kept as they came, to be judged again.
  parser_->begin(CSV_STRICT);
  bool strict = parser_->feed(first.text);
  std::vector<Line> ahead;
  std::size_t bytes = 0;
  Line line;
  while (strict && !parser_->whole && ahead.size() < lines_in_record_max &&
         bytes < line_bytes_max && take(line)) {
    ahead.push_back(line);
    if (!judge(line).empty()) break;
    bytes += line.text.size();
    strict = parser_->feed(line.text);
  }
  if (strict && parser_->whole && fits(parser_->cells)) {
    record.cells = std::move(parser_->cells);
    return;
  }
  record.problem = "quotes_wrong";
  again_.insert(again_.begin(), std::make_move_iterator(ahead.begin()),
                std::make_move_iterator(ahead.end()));
}

// Empty cells after the last column are no fault: spreadsheets leave such separators.
bool CsvReader::fits(std::vector<std::string>& cells) const {
  while (cells.size() > columns_.size() && cells.back().empty()) cells.pop_back();
  return cells.size() == columns_.size();
}

}  // namespace kabinet

// CSV coming in, as hostile as it may be: separator ; , quotes, LF or CRLF, plain or gzip, columns
// in any order. It streams: memory does not depend on the size of the file. One bad record spoils
// only itself: a quote that never closes costs its own line, not the rest of the file.
#pragma once

#include "sheet/encoding.hpp"
#include "sheet/lines.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace kabinet {

// The file as a whole cannot be read; `code` as for records, and what it is about.
struct CsvUnreadable : std::runtime_error {
  CsvUnreadable(std::string problem, std::string about)
      : std::runtime_error(problem + ": " + about), code(std::move(problem)),
        detail(std::move(about)) {}
  std::string code;
  std::string detail;
};

struct CsvRecord {
  std::int64_t line = 0;           // where it begins, counted in lines of the file
  std::vector<std::string> cells;  // UTF-8, as many as there are columns; not set if `problem`
  // "" or: line_is_cut (the file ends within it, or without a line end: a sum at its end may be
  // cut as well), quotes_wrong, columns_wrong, line_too_long, encoding_broken, control_character
  std::string problem;
};

class CsvReader {
 public:
  // Reads the header. Throws CsvUnreadable: file_missing, file_empty, file_is_utf16,
  // header_unreadable, column_twice.
  explicit CsvReader(const std::string& path);
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;

  // Names of the columns in lower case, in the file's order.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  // False at the end. Empty lines and lines of nothing but separators are no records.
  bool next(CsvRecord& record);

  [[nodiscard]] const Lines& lines() const { return lines_; }
  // The line where the encoding first changed, 0 if it never did.
  [[nodiscard]] std::int64_t encoding_changed_at() const { return encoding_changed_at_; }

 private:
  struct Parser;

  void read_header(const std::string& path);
  bool take(Line& line);
  // The code of what is wrong with the line as bytes; makes it UTF-8 if nothing is.
  std::string judge(Line& line);
  void parse(Line first, CsvRecord& record);
  bool fits(std::vector<std::string>& cells) const;

  Lines lines_;
  std::deque<Line> again_;  // read ahead for an open quote, to be read once more
  std::unique_ptr<Parser> parser_;
  std::vector<std::string> columns_;
  Encoding encoding_ = Encoding::ascii;
  std::int64_t encoding_changed_at_ = 0;
};

}  // namespace kabinet

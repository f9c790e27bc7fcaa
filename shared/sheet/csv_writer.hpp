// CSV going out: separator ;, LF, quotes where needed, dangerous text neutralised (cell.hpp).
// It makes text and knows no files: take() what is there, when there is enough of it.
#pragma once

#include "sheet/cell.hpp"

#include <string>

namespace kabinet {

struct CsvStyle {
  bool bom = false;          // spreadsheets take a file without BOM for a local encoding
  char decimal_sign = '.';   // ',' for people, '.' for programs
};

class CsvWriter {
 public:
  explicit CsvWriter(CsvStyle style = {});

  void add(const Row& row);
  // What was added since the last take.
  [[nodiscard]] std::string take();
  [[nodiscard]] std::size_t waiting() const { return text_.size(); }

 private:
  void add_cell(const Cell& cell);
  void add_text(const std::string& text);

  CsvStyle style_;
  std::string text_;
};

}  // namespace kabinet

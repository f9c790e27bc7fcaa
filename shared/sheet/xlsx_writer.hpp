// XLSX going out (libxlsxwriter, constant memory: a row is written and forgotten). Text cells are
// string cells whatever they hold: no formula, no link is ever made from text, and dangerous text
// is neutralised as in CSV, because people save sheets as CSV again.
#pragma once

#include "sheet/cell.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace kabinet {

class XlsxWriter {
 public:
  // `title` names the sheet: what a spreadsheet does not allow there is replaced by _, and the
  // rest cut to 31 characters.
  explicit XlsxWriter(std::string_view title);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  // The first row is set bold and stays in view. Text over 32,767 characters is cut (the format's
  // limit); throws std::length_error after 1,048,576 rows.
  void add(const Row& row);
  // The whole file as bytes; the writer is spent.
  [[nodiscard]] std::string finish();

 private:
  struct Book;
  std::unique_ptr<Book> book_;
};

}  // namespace kabinet

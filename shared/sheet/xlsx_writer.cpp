// The only use of libxlsxwriter. The book is made in memory (memfd) and its scratch files in
// /dev/shm where there is one: a statement must leave no trace on a disk that nobody wipes.
#include "sheet/xlsx_writer.hpp"

#include "base/require.hpp"
#include "sheet/day.hpp"
#include "text/text.hpp"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace kabinet {

namespace {

constexpr std::size_t cell_bytes_max = 32767;  // of characters, so never too long in bytes either
constexpr std::int64_t exact_max = 9'007'199'254'740'991;  // a sheet's numbers are doubles

// The first bytes of UTF-8 text, never half of a code point.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while ((static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return text.substr(0, bytes_max);
}

// XML has no way to hold most control characters, and C strings end at the first NUL.
std::string printable(std::string text) {
  std::erase_if(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
  });
  return text;
}

std::string sheet_name(std::string_view title) {
  std::string name{title};
  for (char& c : name) {
    if (std::string_view{"[]:*?/\\'"}.find(c) != std::string_view::npos) c = '_';
  }
  name = cut(printable(std::move(name)), LXW_SHEETNAME_MAX);
  return name.empty() ? "-" : name;
}

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error{lxw_strerror(error)};
}

}  // namespace

struct XlsxWriter::Book {
  int memory = -1;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* bold = nullptr;
  lxw_format* money = nullptr;
  lxw_format* day = nullptr;
  lxw_row_t row = 0;
  std::array<char, 9> scratch{"/dev/shm"};

  ~Book() {
    if (book) workbook_close(book);
    if (memory >= 0) close(memory);
  }

  void put(lxw_col_t column, const Cell& cell);
  void put_text(lxw_col_t column, const std::string& text);
};

XlsxWriter::XlsxWriter(std::string_view title) : book_(std::make_unique<Book>()) {
  Book& b = *book_;
  b.memory = memfd_create("sheet", MFD_CLOEXEC);
  if (b.memory < 0) throw std::system_error{errno, std::generic_category(), "memfd_create"};
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = access(b.scratch.data(), W_OK) == 0 ? b.scratch.data() : nullptr;
  b.book = workbook_new_opt(("/proc/self/fd/" + std::to_string(b.memory)).c_str(), &options);
  require(b.book != nullptr, "a workbook can be made in memory");
  b.sheet = workbook_add_worksheet(b.book, sheet_name(title).c_str());
  require(b.sheet != nullptr, "a cleaned sheet name is accepted");
  b.bold = workbook_add_format(b.book);
  format_set_bold(b.bold);
  b.money = workbook_add_format(b.book);
  format_set_num_format(b.money, "#,##0.00");
  b.day = workbook_add_format(b.book);
  format_set_num_format(b.day, "yyyy-mm-dd");
  worksheet_freeze_panes(b.sheet, 1, 0);
  worksheet_set_column(b.sheet, 0, 15, 18, nullptr);
}

XlsxWriter::~XlsxWriter() = default;

void XlsxWriter::add(const Row& row) {
  if (book_->row >= LXW_ROW_MAX) throw std::length_error{"a sheet holds 1,048,576 rows"};
  lxw_col_t column = 0;
  for (const Cell& cell : row) book_->put(column++, cell);
  ++book_->row;
}

void XlsxWriter::Book::put(lxw_col_t column, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    put_text(column, *text);
  } else if (const auto* sum = std::get_if<Kopecks>(&cell)) {
    if (sum->value > exact_max || sum->value < -exact_max) {
      put_text(column, roubles(sum->value));
    } else {
      check(worksheet_write_number(sheet, row, column, static_cast<double>(sum->value) / 100,
                                   money));
    }
  } else if (const auto* date = std::get_if<Day>(&cell)) {
    const DayParts parts = require_day(date->text);
    lxw_datetime when{parts.year, parts.month, parts.day, 0, 0, 0};
    check(worksheet_write_datetime(sheet, row, column, &when, day));
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    check(worksheet_write_number(sheet, row, column, static_cast<double>(*number), nullptr));
  }
}

void XlsxWriter::Book::put_text(lxw_col_t column, const std::string& text) {
  // Guarded before control characters go: one of them in front must not hide the sign behind it.
  const std::string shown = neutralised(printable(neutralised(text)));
  check(worksheet_write_string(sheet, row, column,
                               std::string{cut(shown, cell_bytes_max)}.c_str(),
                               row == 0 ? bold : nullptr));
}

std::string XlsxWriter::finish() {
  Book& b = *book_;
  require(b.book != nullptr, "a sheet is finished once");
  lxw_workbook* book = std::exchange(b.book, nullptr);
  check(workbook_close(book));
  const off_t size = lseek(b.memory, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const ssize_t got = pread(b.memory, bytes.data(), bytes.size(), 0);
  require(got == size, "what was written to memory can be read again");
  return bytes;
}

}  // namespace kabinet

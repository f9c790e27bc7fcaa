// What was wrong, row by row: a line on stderr and a row in the report file. It never holds a
// value of a cell, for these may be personal; file, line and field lead to it.
#pragma once

#include "registry/row_reader.hpp"
#include "registry/words.hpp"
#include "sheet/csv_writer.hpp"

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

namespace kabinet::registry {

class Report {
 public:
  // `path` empty: no report file. Throws std::runtime_error if it cannot be made. `before_line`
  // is called before each line on stderr (a progress bar moves out of the way).
  Report(const std::string& path, Language language, std::function<void()> before_line);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void fault(const std::string& file, std::int64_t line, const Fault& fault);
  void note(const std::string& sentence);
  // A dry run's line: to the report file, or to stdout if there is none.
  void balance(const std::string& contract, std::int64_t before, std::int64_t after);
  // Writes what is left; throws std::runtime_error if the disk did not take it.
  void finish();

 private:
  void put(const Row& row);

  std::FILE* out_ = nullptr;
  CsvWriter csv_;
  Language language_;
  std::function<void()> before_line_;
};

}  // namespace kabinet::registry

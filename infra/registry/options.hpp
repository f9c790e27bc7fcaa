// The command line of the importer.
#pragma once

#include <string>
#include <vector>

namespace kabinet::registry {

struct Options {
  std::string folder;
  bool dry_run = false;
  std::string letters;             // file to make; "" = no letters
  std::string report;              // file to make; "" = stderr only
  std::string source = "registry"; // who says so, shown to clients as the source of figures
};

inline constexpr const char* usage =
    "usage: import DIR [--dry-run] [--letters FILE] [--report FILE] [--source NAME]\n"
    "  DIR holds clients.csv, contracts.csv, operations.csv and perhaps schedule.csv (or .csv.gz)\n"
    "  exit: 0 all is good, 1 some rows are bad or changed, 2 nothing was read, 3 stopped midway\n";

// Throws std::invalid_argument with a sentence for a wrong command line.
[[nodiscard]] Options read_options(const std::vector<std::string>& words);

}  // namespace kabinet::registry

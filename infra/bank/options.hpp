// The command line of bank-import.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kabinet::bank {

struct Options {
  std::vector<std::string> files;
  bool dry_run = false;
  bool unmatched = false;
  std::int64_t assign = 0;  // the kept row's number; 0: none
  std::string contract;     // to assign it to
};

inline constexpr const char* usage =
    "usage: bank-import FILE… [--dry-run]\n"
    "       bank-import --unmatched\n"
    "       bank-import --assign ID CONTRACT\n"
    "  FILE is a statement in the format 1CClientBankExchange (kl_to_1c.txt)\n"
    "  exit: 0 all is posted, 1 something waits for a person, 2 nothing was read, 3 stopped "
    "midway\n";

// Throws std::invalid_argument with a sentence for a wrong command line.
[[nodiscard]] Options read_options(const std::vector<std::string>& words);

}  // namespace kabinet::bank

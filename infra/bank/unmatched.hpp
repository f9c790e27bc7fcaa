// Money that arrived and fits nobody, kept until a person decides. The bank's words hold names:
// they are sealed here with a data key of the row's own, and opened only for the operator's eyes.
#pragma once

#include "crypto/vault.hpp"
#include "pg/db.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace kabinet::bank {

struct Unmatched {
  std::string key;   // the same line again is the same row
  std::string kind;  // bank | terminal | acquirer
  std::int64_t kopecks = 0;
  std::string paid_on;
  std::string words;  // what a person needs to find the payer; personal
  std::string why;
};

// The row's number, and whether it was there before.
struct Kept {
  std::int64_t id = 0;
  bool before = false;
};
Kept keep(pg::Db& db, const Vault& vault, const Unmatched& row);

struct Waiting {
  std::int64_t id = 0;
  Unmatched row;  // without its key
};
[[nodiscard]] std::vector<Waiting> list_unmatched(pg::Db& db, const Vault& vault);

}  // namespace kabinet::bank

// A terminal network's registry of a day: what it says it took for us.
//   txn_id;txn_date;account;sum[;…]      a line for each payment; further columns are ignored
//   =count;total                         the last line: without it the file was cut
#pragma once

#include "bank/exchange.hpp"
#include "sheet/lines.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace kabinet::terminals {

struct Payment {
  std::int64_t line = 0;
  std::string txn_id;
  std::string day;  // YYYY-MM-DD
  std::string account;
  std::int64_t kopecks = 0;
};

struct DayRegistry {
  std::vector<Payment> payments;
  std::vector<bank::Fault> faults;  // any of them: the file is not taken
};

[[nodiscard]] DayRegistry read_registry(Lines& file);

}  // namespace kabinet::terminals

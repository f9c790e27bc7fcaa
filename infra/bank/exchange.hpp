// A bank statement in the format 1CClientBankExchange, read strictly where money is concerned and
// tolerantly where banks differ. What it means for us is not known here.
#pragma once

#include "sheet/lines.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::bank {

struct Document {
  std::int64_t line = 0;  // of its first line in the file
  std::string number;
  std::string own_day;    // of the document: YYYY-MM-DD, or as written where it is no day
  std::string day;        // when it was received if the bank says so, else the document's own
  bool is_received = false;  // the bank says when
  std::int64_t kopecks = 0;
  std::string payer_account;
  std::string payer;      // name as written; personal
  std::string payer_inn;
  std::vector<std::string> payer_accounts;  // both keys that name one
  std::vector<std::string> payee_accounts;
  std::string purpose;    // personal as well
};

// One section of an account, for a day or for the whole interval.
struct Totals {
  std::int64_t line = 0;
  std::string account;
  std::optional<std::int64_t> opening, received, spent, closing;
};

// Why a file cannot be taken: a code of words.hpp.
struct Fault {
  std::int64_t line = 0;
  std::string code;
};

struct Exchange {
  std::vector<std::string> accounts;  // whose statement it is
  std::vector<Totals> totals;
  std::vector<Document> documents;
  std::vector<Fault> faults;  // any of them: the file says nothing reliable
};

[[nodiscard]] Exchange read_exchange(Lines& file);
// The same of the lines of a file, as bytes in whatever encoding.
[[nodiscard]] Exchange read_exchange(std::vector<std::string> lines);

}  // namespace kabinet::bank

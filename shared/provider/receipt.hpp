// What a fiscal receipt (чек, 54-ФЗ) says of a payment or of money that goes back: the acquirer has
// it made at the till and sent to the payer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kabinet {

struct ReceiptLine {  // quantity 1
  std::string name;   // at most 128 characters
  std::int64_t kopecks = 0;
};

struct Receipt {
  std::string phone;               // "79…"; empty: no receipt is asked for
  std::vector<ReceiptLine> lines;  // they sum up to what is paid; none: no receipt is asked for
};

// Whether it can be asked for; throws Broken when its lines do not sum up to `kopecks`.
[[nodiscard]] bool has_receipt(const Receipt& receipt, std::int64_t kopecks);

}  // namespace kabinet

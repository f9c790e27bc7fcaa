// The text of a payment QR by ГОСТ Р 56042-2014, as bank apps read it. What the order says is
// cut to the standard's limits here; whether it is true is the caller's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kabinet::slip {

struct Order {
  std::string name;          // of the payee
  std::string account;
  std::string bank;
  std::string bic;
  std::string corr_account;  // "" if the payee's bank has none
  std::optional<std::int64_t> kopecks;  // nothing or 0: whoever pays types the sum
  std::string purpose;
  std::string payee_inn;
  std::string kpp;           // may be empty
  std::string payer_code;
  std::string contract;
};

// "ST00012|Name=…|PersonalAcc=…": UTF-8, the five mandatory fields first and in their order,
// their block at most 300 bytes. Throws Broken if account, bank and INN do not fit each other:
// such a QR would lead money astray.
[[nodiscard]] std::string gost_text(const Order& order);

}  // namespace kabinet::slip

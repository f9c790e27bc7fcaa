// What a payment's purpose says: whose debt it pays, and whether it is a client's payment at all.
// People write purposes as they like, so the answer is candidates; which of them is a contract
// the database knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kabinet::bank {

enum class PurposeKind {
  payment,   // of a client, as far as can be told
  acquirer,  // many payments in one sum: belongs to the acquirer's reconciliation
  returned,  // our own payment that came back
};

[[nodiscard]] PurposeKind kind_of(std::string_view purpose);

struct Candidates {
  // What stands behind "договор", "ЛС", "лицевой счёт", "код плательщика", and what follows it in a
  // list ("А-1 и А-2"); where no label stands, any ten digits that are a payer's code by their
  // check digit. Each once, at most sixteen.
  std::vector<std::string> named;
  // Other numbers nearby: they name nobody, but whose contract they are makes `named` doubtful.
  std::vector<std::string> also;
};

[[nodiscard]] Candidates contract_candidates(std::string_view purpose);

// Ten digits, the last a Luhn check digit.
[[nodiscard]] bool is_payer_code(std::string_view text);

}  // namespace kabinet::bank

// From our own words to an acquirer's: which one a payment goes to, and what it is asked for.
// Shared by the function that begins a payment, the one that begins it again, and the count.
#pragma once

#include "pg/rows.hpp"
#include "provider/acquirer.hpp"
#include "runtime/site.hpp"

#include <memory>
#include <string>

namespace kabinet {

class Vault;

namespace payment {

// `name` is "yookassa" or "tbank"; anything else throws: the site file names it wrongly.
[[nodiscard]] std::unique_ptr<Acquirer> acquirer_of(const Site& site, const std::string& name);

// The one row of api.payment_read_attempt: sums in kopecks; the phone is opened for the fiscal
// receipt (54-ФЗ) alone. The same payment gives the same attempt, as idempotence keys want.
[[nodiscard]] Attempt attempt_of(const pg::Rows& row, const Vault& vault, const Site& site);

// A row of api.payment_take_due_refunds. The receipt is of what goes back; the fee stays paid.
[[nodiscard]] RefundAttempt refund_of(const pg::Rows& rows, std::size_t row, const Vault& vault);

// The first line of a file with a secret in it; throws std::runtime_error that names the file.
[[nodiscard]] std::string secret_of(const std::string& path);

}  // namespace payment
}  // namespace kabinet

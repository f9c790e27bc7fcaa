// T-Bank's words in ours: statuses, reasons of a decline, and the Token that signs a request and
// proves a notice.
#pragma once

#include "base/json.hpp"
#include "provider/acquirer.hpp"

#include <string>

namespace kabinet {

[[nodiscard]] Truth::State tbank_state(const std::string& status);
// Of a payment that is dead; ErrorCode says why a bank declined it.
[[nodiscard]] std::string tbank_reason(const std::string& status, const std::string& error_code);
// `absent`: nothing of this payment is being or was returned.
[[nodiscard]] RefundTruth::State tbank_refund_state(const std::string& status);
// Trouble of the bank's own that says nothing of the payment: the same call may succeed later.
[[nodiscard]] bool is_passing_error(const std::string& error_code);
// The terminal is blocked or not found, the token is wrong: nothing is said of the payment or the
// refund that was asked about. (Codes of the bank's list; not tried at a live terminal.)
[[nodiscard]] bool is_about_us(const std::string& error_code);
[[nodiscard]] bool is_unknown_order(const std::string& error_code);
// SHA-256 over the values of all scalar fields of the root and the password, in order of names.
[[nodiscard]] std::string tbank_token(const nlohmann::json& body, const std::string& password);

}  // namespace kabinet

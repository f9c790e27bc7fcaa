// What the two protocols say of a payment: objects of YooKassa, statuses and Tokens of T-Bank, and
// the notices of both. Written from their documents, without a look at our adapters.
#pragma once

#include "bank_book.hpp"
#include "base/json.hpp"

#include <string>

namespace kabinet::sandbox {

[[nodiscard]] std::string roubles(std::int64_t kopecks);
[[nodiscard]] nlohmann::json yookassa_object(const Payment& payment);
[[nodiscard]] nlohmann::json yookassa_object(const Refund& refund);
[[nodiscard]] std::string tbank_status(const Payment& payment);
// The bank's code of a decline, "0" when there is none.
[[nodiscard]] std::string tbank_code(const Payment& payment);
[[nodiscard]] std::string tbank_token(const nlohmann::json& body, const std::string& password);
[[nodiscard]] std::string notice_of(const Payment& payment, const std::string& tbank_password);
[[nodiscard]] std::string notice_of(const Refund& refund);
// The text of the payment's QR code: a link of NSPK's shape with its CRC, payable nowhere.
[[nodiscard]] std::string qr_text(const Payment& payment);
// CRC-16/CCITT-FALSE: "123456789" gives 29B1.
[[nodiscard]] std::string crc16(const std::string& text);
[[nodiscard]] std::string written(const nlohmann::json& body);

}  // namespace kabinet::sandbox

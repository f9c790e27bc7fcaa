// See bank_wire.hpp.
#include "bank_wire.hpp"

#include "crypto/crypto.hpp"

#include <map>

namespace kabinet::sandbox {

using nlohmann::json;

namespace {

json amount(std::int64_t kopecks) { return {{"value", roubles(kopecks)}, {"currency", "RUB"}}; }

json confirmation_of(const Payment& p) {
  if (p.method == "sbp") return {{"type", "qr"}, {"confirmation_data", qr_text(p)}};
  return {{"type", "redirect"},
          {"return_url", p.return_url},
          {"confirmation_url", p.host + "/bank/pay/" + p.id}};
}

}  // namespace

std::string written(const json& body) {
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string roubles(std::int64_t kopecks) {
  const std::string rest = std::to_string(100 + kopecks % 100);
  return std::to_string(kopecks / 100) + "." + rest.substr(1);
}

json yookassa_object(const Payment& p) {
  json object{{"id", p.id},
              {"status", p.status},
              {"paid", p.status == "succeeded"},
              {"amount", amount(p.kopecks)},
              {"created_at", instant(p.created_ms)},
              {"description", p.purpose},
              {"metadata", {{"payment_id", p.own_id}}},
              {"payment_method", {{"type", p.method == "sbp" ? "sbp" : "bank_card"},
                                  {"id", p.id}, {"saved", false}}},
              {"recipient", {{"account_id", "100500"}, {"gateway_id", "100700"}}},
              {"refundable", p.status == "succeeded" && p.refunded_kopecks < p.kopecks},
              {"test", true}};
  if (p.status == "pending") object["confirmation"] = confirmation_of(p);
  if (p.status == "succeeded") {
    object["refunded_amount"] = amount(p.refunded_kopecks);
    object["income_amount"] = amount(p.kopecks - p.kopecks / 100);
  }
  if (p.status == "canceled") {
    object["cancellation_details"] = {{"party", "payment_network"}, {"reason", p.reason}};
  }
  return object;
}

json yookassa_object(const Refund& refund) {
  return {{"id", refund.id},
          {"payment_id", refund.payment_id},
          {"status", "succeeded"},
          {"created_at", instant(refund.created_ms)},
          {"amount", amount(refund.kopecks)}};
}

std::string tbank_status(const Payment& p) {
  if (p.status == "pending") return p.confirming ? "3DS_CHECKING" : "NEW";
  if (p.status == "succeeded") {
    if (p.refunded_kopecks == 0) return "CONFIRMED";
    return p.refunded_kopecks < p.kopecks ? "PARTIAL_REFUNDED" : "REFUNDED";
  }
  if (p.reason == "canceled_by_merchant") return "CANCELED";
  if (p.reason == "expired_on_confirmation") return "DEADLINE_EXPIRED";
  return p.reason == "3d_secure_failed" ? "AUTH_FAIL" : "REJECTED";
}

std::string tbank_code(const Payment& p) {
  if (p.status != "canceled") return "0";
  if (p.reason == "insufficient_funds") return "1051";
  if (p.reason == "fraud_suspected") return "1059";
  return p.reason == "3d_secure_failed" ? "101" : "0";
}

std::string tbank_token(const json& body, const std::string& password) {
  std::map<std::string, std::string> fields;
  for (const auto& [name, value] : body.items()) {
    if (value.is_primitive() && !value.is_null() && name != "Token") {
      fields[name] = value.is_string() ? value.get<std::string>() : value.dump();
    }
  }
  fields["Password"] = password;
  std::string all;
  for (const auto& field : fields) all += field.second;
  return sha256_hex(all);
}

std::string notice_of(const Payment& p, const std::string& tbank_password) {
  if (p.provider != "tbank") {
    return written({{"type", "notification"},
                    {"event", "payment." + p.status},
                    {"object", yookassa_object(p)}});
  }
  json body{{"TerminalKey", p.shop},
            {"OrderId", p.own_id},
            {"Success", p.status == "succeeded"},
            {"Status", tbank_status(p)},
            {"PaymentId", std::stoll(p.id)},
            {"ErrorCode", tbank_code(p)},
            {"Amount", p.refunded_kopecks == 0 ? p.kopecks : p.refunded_kopecks},
            {"Pan", "220000******0004"},
            {"ExpDate", "1230"}};
  body["Token"] = tbank_token(body, tbank_password);
  return written(body);
}

std::string notice_of(const Refund& refund) {
  return written({{"type", "notification"},
                  {"event", "refund.succeeded"},
                  {"object", yookassa_object(refund)}});
}

std::string crc16(const std::string& text) {
  unsigned crc = 0xFFFF;
  for (const char c : text) {
    crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8U;
    for (int bit = 0; bit < 8; ++bit) {
      crc = ((crc & 0x8000U) != 0 ? (crc << 1U) ^ 0x1021U : crc << 1U) & 0xFFFFU;
    }
  }
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[(crc >> shift) & 0xFU];
  return out;
}

// The id carries the payment's place in the book, so that a scanned code leads back to it.
std::string qr_text(const Payment& p) {
  const std::string number = std::to_string(p.number);
  const std::string id = "AD10KABINETSANDBOX" + std::string(14 - number.size(), '0') + number;
  const std::string link = "https://qr.nspk.ru/" + id + "?type=02&bank=100000000111&sum=" +
                           std::to_string(p.kopecks) + "&cur=RUB";
  return link + "&crc=" + crc16(link);
}

}  // namespace kabinet::sandbox

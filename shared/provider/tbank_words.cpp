// See tbank_words.hpp. Money is taken at CONFIRMED and never before; a status that is not known
// here is unclear, so that a new one moves no money.
#include "provider/tbank_words.hpp"

#include "provider/notice.hpp"
#include "provider/party_json.hpp"

#include "crypto/crypto.hpp"

#include <map>

namespace kabinet {

using nlohmann::json;

Truth::State tbank_state(const std::string& status) {
  using State = Truth::State;
  static const std::map<std::string, State> states{
      {"NEW", State::pending},          {"FORM_SHOWED", State::pending},
      {"AUTHORIZING", State::pending},  {"3DS_CHECKING", State::pending},
      {"3DS_CHECKED", State::pending},  {"PAY_CHECKING", State::pending},
      {"AUTHORIZED", State::held},      {"CONFIRMING", State::held},
      {"REVERSING", State::held},       {"PARTIAL_REVERSED", State::held},
      {"CONFIRMED", State::paid},       {"REFUNDING", State::paid},
      {"ASYNC_REFUNDING", State::paid}, {"PARTIAL_REFUNDED", State::paid},
      {"REFUNDED", State::paid},        {"REVERSED", State::dead},
      {"CANCELED", State::dead},        {"DEADLINE_EXPIRED", State::dead},
      {"ATTEMPTS_EXPIRED", State::dead}, {"REJECTED", State::dead},
      {"AUTH_FAIL", State::dead}};
  const auto at = states.find(status);
  return at == states.end() ? State::unclear : at->second;
}

// The last two digits of 10NN are the bank's own answer (ISO 8583).
std::string tbank_reason(const std::string& status, const std::string& error_code) {
  if (status == "AUTH_FAIL") return "3d_secure_failed";
  if (status == "DEADLINE_EXPIRED") return "expired_on_confirmation";
  if (status == "CANCELED" || status == "REVERSED") return "canceled_by_merchant";
  static const std::map<std::string, std::string> reasons{
      {"101", "3d_secure_failed"},       {"103", "insufficient_funds"},
      {"116", "insufficient_funds"},     {"1004", "call_issuer"},
      {"1014", "invalid_card_number"},   {"1033", "card_expired"},
      {"1034", "fraud_suspected"},       {"1041", "payment_method_restricted"},
      {"1043", "payment_method_restricted"}, {"1051", "insufficient_funds"},
      {"1054", "card_expired"},          {"1057", "payment_method_restricted"},
      {"1059", "fraud_suspected"},       {"1061", "payment_method_limit_exceeded"},
      {"1062", "payment_method_restricted"}, {"1065", "payment_method_limit_exceeded"},
      {"1082", "invalid_csc"},           {"1091", "issuer_unavailable"}};
  const auto at = reasons.find(error_code);
  return at == reasons.end() ? "general_decline" : at->second;
}

RefundTruth::State tbank_refund_state(const std::string& status) {
  using State = RefundTruth::State;
  if (status == "REFUNDED" || status == "PARTIAL_REFUNDED" || status == "REVERSED" ||
      status == "PARTIAL_REVERSED" || status == "CANCELED") {
    return State::done;
  }
  if (status == "REFUNDING" || status == "ASYNC_REFUNDING" || status == "REVERSING") {
    return State::pending;
  }
  return tbank_state(status) == Truth::State::unclear ? State::unclear : State::absent;
}

bool is_passing_error(const std::string& error_code) {
  return error_code == "3" || error_code == "21" || error_code == "401" || error_code == "402" ||
         error_code == "9999";
}

bool is_about_us(const std::string& error_code) {
  return error_code == "202" || error_code == "204" || error_code == "205" || error_code == "501";
}

bool is_unknown_order(const std::string& error_code) { return error_code == "335"; }

std::string tbank_token(const json& body, const std::string& password) {
  std::map<std::string, std::string> values{{"Password", password}};
  for (const auto& [name, value] : body.items()) {
    if (name == "Token" || name == "Password" || value.is_structured() || value.is_null()) continue;
    values[name] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  std::string text;
  for (const auto& [name, value] : values) text += value;
  return sha256_hex(text);
}

std::optional<Notice> read_tbank_notice(const std::string& body, const std::string& password) {
  const json notice = object_in(body);
  if (notice.is_null()) return std::nullopt;
  const std::string token = tbank_token(notice, password);
  if (!equal_in_constant_time(text_at(notice, "Token"), token)) return std::nullopt;
  const std::string id = text_at(notice, "PaymentId", 20);
  const std::string own = text_at(notice, "OrderId", 36);
  if (!is_plain_id(id)) return std::nullopt;
  const std::string status = text_at(notice, "Status", 32);
  const bool is_refund = status.ends_with("REFUNDED") || status.ends_with("REVERSED");
  return Notice{id, is_plain_id(own) ? own : std::string{}, true, is_refund};
}

}  // namespace kabinet

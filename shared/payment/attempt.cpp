// The purpose names contracts, never people; the fiscal receipt has a line for each contract and
// one for the fee.
#include "payment/attempt.hpp"

#include "base/json.hpp"
#include "base/require.hpp"
#include "crypto/vault.hpp"
#include "text/text.hpp"

#include <fstream>
#include <stdexcept>

namespace kabinet::payment {

namespace {

constexpr std::size_t longest_purpose = 128;  // characters, at both acquirers

std::string shortened(const std::string& text) {
  if (utf8_length(text) <= longest_purpose) return text;
  std::size_t at = 0, characters = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && ++characters == longest_purpose) break;
  }
  return text.substr(0, at) + "…";
}

std::string phone_of(const pg::Rows& rows, std::size_t row, const Vault& vault) {
  const auto sealed = rows.maybe_bytes(row, "phone_sealed");
  if (!sealed) return {};
  const std::string phone = vault.open(rows.bytes(row, "dek_wrapped"),
                                       rows.need(row, "client_id"), "client.phone", *sealed);
  return phone.starts_with('+') ? phone.substr(1) : phone;
}

bool is_english(const pg::Rows& rows, std::size_t row) {
  return rows.need(row, "language") == "en";
}

// A line for each item: a refund's receipt names its lines as the payment's did.
Receipt receipt_of(const pg::Rows& rows, std::size_t row, const Vault& vault) {
  Receipt receipt{phone_of(rows, row, vault), {}};
  const std::string what =
      is_english(rows, row) ? "Payment under contract " : "Платёж по договору ";
  for (const auto& item : nlohmann::json::parse(rows.need(row, "items"))) {
    receipt.lines.push_back({shortened(what + item.at("number").get<std::string>()),
                             item.at("kopecks").get<std::int64_t>()});
  }
  return receipt;
}

}  // namespace

std::unique_ptr<Acquirer> acquirer_of(const Site& site, const std::string& name) {
  const AcquirerSite& at = site.acquirer;
  if (name == "yookassa") {
    return yookassa({at.yookassa_url, at.yookassa_shop_id, secret_of(at.yookassa_secret_file),
                     at.yookassa_tax_system_code, at.yookassa_vat_code});
  }
  if (name == "tbank") {
    return tbank({at.tbank_url, at.tbank_terminal_key, secret_of(at.tbank_password_file),
                  at.tbank_taxation, at.tbank_tax});
  }
  throw std::runtime_error{"no acquirer is called " + name};
}

Attempt attempt_of(const pg::Rows& row, const Vault& vault, const Site& site) {
  require(row.size() == 1, "a payment that is asked about exists");
  const bool english = is_english(row, 0);
  Attempt attempt;
  attempt.id = row.need(0, "id");
  attempt.kopecks = row.integer(0, "total_kopecks");
  attempt.method = row.need(0, "method") == "sbp" ? PayMethod::sbp : PayMethod::card;
  attempt.purpose = shortened((english ? "Payment No. " : "Платёж № ") + row.need(0, "number") +
                              (english ? ", contract " : ", договор ") +
                              row.need(0, "contract_numbers"));
  attempt.return_url = site.url + "/pay/" + attempt.id;
  attempt.language = row.need(0, "language");
  attempt.pay_until = row.at(0, "pay_until").value_or("");
  attempt.receipt = receipt_of(row, 0, vault);
  const std::int64_t fee = row.integer(0, "fee_kopecks");
  if (fee > 0) {
    attempt.receipt.lines.push_back({english ? "Service fee" : "Комиссия за платёж", fee});
  }
  return attempt;
}

RefundAttempt refund_of(const pg::Rows& rows, std::size_t row, const Vault& vault) {
  return {.id = rows.need(row, "id"),
          .provider_id = rows.at(row, "provider_payment_id").value_or(""),
          .kopecks = rows.integer(row, "amount_kopecks"),
          .receipt = receipt_of(rows, row, vault),
          .is_repeated = rows.integer(row, "asks") > 1};
}

std::string secret_of(const std::string& path) {
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line) || line.empty()) {
    throw std::runtime_error{path + ": the secret cannot be read"};
  }
  return line;
}

}  // namespace kabinet::payment

// Card and SBP payments, whoever acquires them: YooKassa API v3 and T-Bank acquiring API v2 as
// their vendors document them. An adapter only says what the acquirer says: it never decides that
// money has come, and it never throws for what a party answers.
#pragma once

#include "provider/receipt.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kabinet {

enum class PayMethod { card, sbp };

struct Attempt {            // one payment as we ask an acquirer for it
  std::string id;           // our payment's uuid: idempotence key, OrderId, metadata
  std::int64_t kopecks = 0;  // with the fee: what the payer pays
  PayMethod method = PayMethod::card;
  std::string purpose;      // at most 128 characters, no personal data
  std::string return_url;   // where the acquirer's page sends the browser back to
  std::string language;     // ru | en
  Receipt receipt;
  std::string pay_until = {};  // of T-Bank's page: "2026-03-01T15:00:00+03:00"; "": its own end
};

struct Truth {  // what the acquirer says of a payment
  // `unclear`: it could not be learned now. `absent`: the acquirer knows no such payment.
  enum class State { pending, held, paid, dead, absent, unclear };

  State state = State::unclear;
  std::string provider_id;
  std::string own_id;        // our payment's id as the acquirer knows it, "" if it does not say
  std::int64_t kopecks = 0;  // of the whole payment, whatever was refunded
  std::string currency;      // "RUB"
  std::int64_t refunded_kopecks = 0;
  bool is_part_refunded = false;  // by an unknown sum: T-Bank tells it no more exactly
  std::string reason;  // dead: YooKassa's word (insufficient_funds); unclear: what was met
  std::string confirmation_type;  // pending: "redirect", "qr" or ""
  std::string confirmation;       // an address, or the text of a QR code
  std::optional<std::int64_t> expires_in_s;  // from now; only a create may know it
};

struct Created {
  // `refused`: final. `unknown`: it may have been taken; repeat with the same id.
  enum class Verdict { taken, refused, unknown };

  Verdict verdict = Verdict::unknown;
  Truth truth;         // taken
  std::string reason;  // refused, unknown: no personal data, it is logged
};

struct RefundAttempt {      // money back, as we ask an acquirer for it
  std::string id;           // our refund's uuid: idempotence key, ExternalRequestId
  std::string provider_id;  // of the payment
  std::int64_t kopecks = 0;
  Receipt receipt = {};      // of what goes back
  bool is_repeated = false;  // it was asked for before: no refusal of the request ends it
};

struct RefundTruth {
  enum class State { pending, done, dead, absent, unclear };

  State state = State::unclear;
  std::string provider_id;
  std::int64_t kopecks = 0;
  std::string reason;
};

struct ListedRefund {
  std::string id, payment_id;  // as the acquirer knows them
};

class Acquirer {
 public:
  virtual ~Acquirer() = default;
  // Idempotent by Attempt::id while the rest is the same: YooKassa remembers it for 24 hours,
  // T-Bank for good. Takes 4 s at most, each other call 3 s an exchange.
  [[nodiscard]] virtual Created create(const Attempt& attempt) = 0;
  // Without a provider_id T-Bank looks the payment up by our own; YooKassa cannot and says
  // `unclear`: there create() with the same attempt answers.
  [[nodiscard]] virtual Truth fetch(const std::string& own_id, const std::string& provider_id) = 0;
  // Idempotent by RefundAttempt::id, except for SBP at T-Bank: after `unclear` ask fetch_refund()
  // first and repeat only what is `absent`.
  [[nodiscard]] virtual RefundTruth refund(const RefundAttempt& attempt) = 0;
  [[nodiscard]] virtual RefundTruth fetch_refund(const std::string& refund_id,
                                                 const std::string& provider_refund_id,
                                                 const std::string& provider_id) = 0;
  [[nodiscard]] virtual bool can_list() const = 0;  // T-Bank has no list
  // All payments made since "2026-03-01T00:00:00.000Z"; nullopt: they could not be read whole.
  [[nodiscard]] virtual std::optional<std::vector<Truth>> list_since(
      const std::string& instant_utc) = 0;
  // All refunds given back since then, whoever asked for them.
  [[nodiscard]] virtual std::optional<std::vector<ListedRefund>> list_refunds_since(
      const std::string& instant_utc) = 0;
};

struct YookassaShop {
  std::string url, shop_id, secret;  // "https://api.yookassa.ru/v3"
  int tax_system_code = 1, vat_code = 1;
};

struct TbankTerminal {
  std::string url;  // "https://securepay.tinkoff.ru/v2"
  std::string terminal_key, password;
  std::string taxation = "osn";  // of receipts: osn | usn_income | …
  std::string tax = "none";      // of their lines: none | vat20 | …
};

[[nodiscard]] std::unique_ptr<Acquirer> yookassa(YookassaShop shop);
[[nodiscard]] std::unique_ptr<Acquirer> tbank(TbankTerminal terminal);

}  // namespace kabinet

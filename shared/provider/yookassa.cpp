// YooKassa API v3. A final refusal and an answer that says nothing are told apart here and nowhere
// else: 4xx is final for its key; 429, 5xx and silence mean that the payment may exist.
#include "provider/acquirer.hpp"

#include "base/json.hpp"
#include "base/require.hpp"
#include "provider/http.hpp"
#include "provider/party_json.hpp"
#include "text/text.hpp"

#include <chrono>

namespace kabinet {

namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr Patience patience_of_create{milliseconds{2000}, milliseconds{4000}};
constexpr Patience patience_of_fetch{milliseconds{2000}, milliseconds{3000}};
constexpr std::size_t list_answer_max = std::size_t{1024} * 1024;
constexpr std::size_t pages_max = 100'000;
constexpr std::int64_t sbp_life_s = 3600;

json amount(std::int64_t kopecks) {
  require(kopecks >= 0, "an amount asked of an acquirer is not negative");
  return {{"value", roubles(kopecks)}, {"currency", "RUB"}};
}

Truth::State state_of(const std::string& status) {
  using State = Truth::State;
  if (status == "pending") return State::pending;
  if (status == "waiting_for_capture") return State::held;
  if (status == "succeeded") return State::paid;
  if (status == "canceled") return State::dead;
  return State::unclear;
}

std::string reason_in(const json& body) {
  const std::string reason = text_at(object_at(body, "cancellation_details"), "reason", 64);
  return is_plain_id(reason) ? reason : "general_decline";
}

void read_confirmation(const json& body, Truth& truth) {
  const json confirmation = object_at(body, "confirmation");
  const std::string type = text_at(confirmation, "type", 16);
  const bool is_qr = type == "qr";
  const std::string what =
      text_at(confirmation, is_qr ? "confirmation_data" : "confirmation_url", 2048);
  if (what.empty() || (!is_qr && (type != "redirect" || !is_safe_address(what)))) return;
  truth.confirmation_type = type;
  truth.confirmation = what;
}

Truth truth_in(const json& body) {
  Truth truth;
  truth.reason = not_understood;
  const json paid = object_at(body, "amount");
  const auto value = roubles_at(paid, "value");
  const std::string id = text_at(body, "id", 64);
  if (!value || !is_plain_id(id)) return truth;
  const json refunded = object_at(body, "refunded_amount");
  const auto returned = refunded.is_null() ? std::int64_t{0} : roubles_at(refunded, "value");
  if (!returned) return truth;
  truth.state = state_of(text_at(body, "status", 32));
  truth.provider_id = id;
  truth.own_id = text_at(object_at(body, "metadata"), "payment_id", 64);
  truth.kopecks = *value;
  truth.currency = text_at(paid, "currency", 3);
  truth.refunded_kopecks = *returned;
  if (truth.state != Truth::State::unclear) truth.reason.clear();
  if (truth.state == Truth::State::dead) truth.reason = reason_in(body);
  if (truth.state == Truth::State::pending) read_confirmation(body, truth);
  return truth;
}

// "provider error invalid_request amount.value": codes and names of fields, no values.
std::string error_in(const Exchange& exchange) {
  const json body = object_in(exchange.body);
  std::string said = "provider error " + std::to_string(exchange.status);
  for (const char* part : {"code", "parameter"}) {
    const std::string word = text_at(body, part, 64);
    const bool plain = word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.0123456789[]") ==
                       std::string::npos;
    if (!word.empty() && plain) said += " " + word;
  }
  return said;
}

// A refund ends at the word of the acquirer, or when it is refused as we ask for it (400). All
// other errors are about us (a key that was changed, rights that are missing): it may well exist.
RefundTruth refund_in(const Exchange& exchange, bool is_begun) {
  using State = RefundTruth::State;
  RefundTruth truth;
  truth.reason = silence_of(exchange);
  if (!truth.reason.empty()) return truth;
  if (exchange.status == 404) return {State::absent, {}, 0, error_in(exchange)};
  if (exchange.status != 200) {
    const bool is_refused = exchange.status == 400 && !is_begun;
    return {is_refused ? State::dead : State::unclear, {}, 0, error_in(exchange)};
  }
  const json body = object_in(exchange.body);
  const std::string status = text_at(body, "status", 32);
  const auto value = roubles_at(object_at(body, "amount"), "value");
  const std::string id = text_at(body, "id", 64);
  truth.reason = not_understood;
  if (!value || !is_plain_id(id)) return truth;
  if (status == "pending") return {State::pending, id, *value, {}};
  if (status == "succeeded") return {State::done, id, *value, {}};
  if (status == "canceled") return {State::dead, id, *value, reason_in(body)};
  return truth;
}

class Yookassa : public Acquirer {
 public:
  explicit Yookassa(YookassaShop shop) : shop_(std::move(shop)) {}

  Created create(const Attempt& attempt) override {
    const Exchange exchange =
        post("/payments", attempt.id, request_of(attempt), patience_of_create);
    if (auto silence = silence_of(exchange); !silence.empty()) {
      return {Created::Verdict::unknown, {}, std::move(silence)};
    }
    if (exchange.status != 200) return {Created::Verdict::refused, {}, error_in(exchange)};
    Truth truth = truth_in(object_in(exchange.body));
    if (truth.state == Truth::State::unclear) {
      return {Created::Verdict::unknown, {}, truth.reason};
    }
    if (truth.confirmation_type == "qr") truth.expires_in_s = sbp_life_s;
    return {Created::Verdict::taken, std::move(truth), {}};
  }

  Truth fetch(const std::string&, const std::string& provider_id) override {
    Truth truth;
    truth.reason = "the acquirer's id of the payment is not known";
    if (provider_id.empty()) return truth;
    truth.state = Truth::State::absent;
    if (!is_plain_id(provider_id)) return truth;
    const Exchange exchange = get("/payments/" + provider_id);
    if (exchange.status == 404) return truth;
    truth.state = Truth::State::unclear;
    truth.reason = silence_of(exchange);
    if (!truth.reason.empty()) return truth;
    truth.reason = error_in(exchange);
    return exchange.status == 200 ? truth_in(object_in(exchange.body)) : truth;
  }

  RefundTruth refund(const RefundAttempt& attempt) override {
    json body{{"payment_id", attempt.provider_id}, {"amount", amount(attempt.kopecks)}};
    if (has_receipt(attempt.receipt, attempt.kopecks)) body["receipt"] = written(attempt.receipt);
    return refund_in(post("/refunds", attempt.id, body, patience_of_fetch), attempt.is_repeated);
  }

  RefundTruth fetch_refund(const std::string&, const std::string& provider_refund_id,
                           const std::string&) override {
    if (!is_plain_id(provider_refund_id)) {
      return {RefundTruth::State::unclear, {}, 0, "the acquirer's id of the refund is not known"};
    }
    return refund_in(get("/refunds/" + provider_refund_id), true);
  }

  [[nodiscard]] bool can_list() const override { return true; }

  std::optional<std::vector<Truth>> list_since(const std::string& instant_utc) override {
    return listed<Truth>("payments", instant_utc, [](const json& item) {
      Truth truth = truth_in(item);
      return truth.state == Truth::State::unclear ? std::nullopt : std::optional{truth};
    });
  }

  std::optional<std::vector<ListedRefund>> list_refunds_since(
      const std::string& instant_utc) override {
    return listed<ListedRefund>("refunds", instant_utc, [](const json& item) {
      const ListedRefund one{text_at(item, "id", 64), text_at(item, "payment_id", 64)};
      const bool is_read = is_plain_id(one.id) && is_plain_id(one.payment_id);
      return is_read ? std::optional{one} : std::nullopt;
    });
  }

 private:
  // A list page by page; nullopt when one cannot be read, or one of its items.
  template <typename One, typename Read>
  [[nodiscard]] std::optional<std::vector<One>> listed(const std::string& what,
                                                       const std::string& instant_utc,
                                                       Read read) const {
    std::vector<One> all;
    const std::string first =
        "/" + what + "?limit=100&created_at.gte=" + url_escaped(instant_utc);
    std::string cursor;
    for (std::size_t page = 0; page < pages_max; ++page) {
      const Exchange exchange =
          get(cursor.empty() ? first : first + "&cursor=" + url_escaped(cursor));
      const json body = object_in(exchange.body);
      const auto items = body.find("items");
      if (exchange.status != 200 || items == body.end() || !items->is_array()) return std::nullopt;
      for (const json& item : *items) {
        auto one = read(item);
        if (!one) return std::nullopt;
        all.push_back(std::move(*one));
      }
      if (!body.contains("next_cursor")) return all;
      const std::string next = text_at(body, "next_cursor");
      if (next.empty() || next == cursor) return std::nullopt;
      cursor = next;
    }
    return std::nullopt;
  }

  [[nodiscard]] json request_of(const Attempt& attempt) const {
    json body{{"amount", amount(attempt.kopecks)},
              {"capture", true},
              {"description", attempt.purpose},
              {"metadata", {{"payment_id", attempt.id}}}};
    if (attempt.method == PayMethod::sbp) {
      body["payment_method_data"] = {{"type", "sbp"}};
      body["confirmation"] = {{"type", "qr"}};
    } else {
      body["payment_method_data"] = {{"type", "bank_card"}};
      body["confirmation"] = {{"type", "redirect"},
                              {"return_url", attempt.return_url},
                              {"locale", attempt.language == "en" ? "en_US" : "ru_RU"}};
    }
    if (has_receipt(attempt.receipt, attempt.kopecks)) body["receipt"] = written(attempt.receipt);
    return body;
  }

  // Of a payment or a refund. full_payment is one of the two modes that every till accepts,
  // YooKassa's own one as well.
  [[nodiscard]] json written(const Receipt& receipt) const {
    json items = json::array();
    for (const ReceiptLine& line : receipt.lines) {
      items.push_back({{"description", line.name},
                       {"quantity", 1},
                       {"amount", amount(line.kopecks)},
                       {"vat_code", shop_.vat_code},
                       {"payment_mode", "full_payment"},
                       {"payment_subject", "payment"},
                       {"measure", "piece"}});
    }
    return {{"customer", {{"phone", receipt.phone}}},
            {"items", std::move(items)},
            {"tax_system_code", shop_.tax_system_code}};
  }

  [[nodiscard]] Exchange post(const std::string& path, const std::string& key, const json& body,
                              Patience patience) const {
    return ask_json({.method = "POST",
                     .url = shop_.url + path,
                     .user = shop_.shop_id,
                     .password = shop_.secret,
                     .headers = {"Idempotence-Key: " + key},
                     .body = json_body(body)},
                    patience);
  }

  [[nodiscard]] Exchange get(const std::string& path) const {
    return ask_json({.method = "GET",
                     .url = shop_.url + path,
                     .user = shop_.shop_id,
                     .password = shop_.secret,
                     .headers = {},
                     .body = {},
                     .answer_max = list_answer_max},
                    patience_of_fetch);
  }

  YookassaShop shop_;
};

}  // namespace

std::unique_ptr<Acquirer> yookassa(YookassaShop shop) {
  return std::make_unique<Yookassa>(std::move(shop));
}

}  // namespace kabinet

// T-Bank acquiring v2. Every answer is HTTP 200 and says in its body what happened. An order
// number is good once: a second Init of it is refused, so any refused Init is followed by a
// question for that order, and only an order the bank does not know counts as refused.
#include "base/json.hpp"
#include "provider/acquirer.hpp"
#include "provider/http.hpp"
#include "provider/party_json.hpp"
#include "provider/tbank_words.hpp"

#include <algorithm>
#include <chrono>

namespace kabinet {

namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds create_ms{4000};
constexpr milliseconds ask_ms{3000};

// What a call gave: its body when the bank answered in its protocol, else why it did not.
struct Said {
  json body;
  std::string silence;
  std::string code;  // "0" when the bank is content
  [[nodiscard]] bool is_ok() const { return silence.empty() && code == "0"; }
};

bool has_status(const json& body) { return !text_at(body, "Status", 32).empty(); }

Said said_in(const Exchange& exchange) {
  Said said{object_in(exchange.body), silence_of(exchange), {}};
  if (!said.silence.empty()) return said;
  said.code = text_at(said.body, "ErrorCode", 8);
  if (!is_plain_id(said.code)) said.silence = not_understood;
  // A declined payment has its reason where other answers have their error.
  if (has_status(said.body)) return said;
  if (is_passing_error(said.code)) said.silence = "provider error " + said.code;
  return said;
}

Truth unclear(std::string why) {
  Truth truth;
  truth.reason = std::move(why);
  return truth;
}

// One payment as GetState, Init or an entry of CheckOrder tell it.
Truth truth_in(const json& body, const std::string& own_id) {
  const std::string status = text_at(body, "Status", 32);
  const auto kopecks = whole_at(body, "Amount");
  const std::string id = text_at(body, "PaymentId", 20);
  if (!kopecks || !is_plain_id(id)) return unclear(not_understood);
  Truth truth;
  truth.state = tbank_state(status);
  if (truth.state == Truth::State::unclear) return unclear(not_understood);
  truth.provider_id = id;
  truth.own_id = own_id;
  truth.kopecks = *kopecks;
  truth.currency = "RUB";  // the protocol has no other
  if (status == "REFUNDED") truth.refunded_kopecks = *kopecks;
  truth.is_part_refunded = status == "PARTIAL_REFUNDED";
  if (truth.state == Truth::State::dead) {
    truth.reason = tbank_reason(status, text_at(body, "ErrorCode", 8));
  }
  return truth;
}

class Tbank : public Acquirer {
 public:
  explicit Tbank(TbankTerminal terminal) : terminal_(std::move(terminal)) {}

  Created create(const Attempt& attempt) override {
    const auto end = Clock::now() + create_ms;
    const Said init = call("Init", request_of(attempt), end);
    if (!init.silence.empty()) return {Created::Verdict::unknown, {}, init.silence};
    Truth truth = init.is_ok() ? truth_in(init.body, text_at(init.body, "OrderId", 36))
                               : order(attempt.id, end);
    if (truth.state == Truth::State::absent) {
      return {Created::Verdict::refused, {}, "provider error " + init.code};
    }
    if (truth.state == Truth::State::unclear) return {Created::Verdict::unknown, {}, truth.reason};
    if (truth.state != Truth::State::pending) return {Created::Verdict::taken, truth, {}};
    if (attempt.method == PayMethod::sbp) return with_qr(std::move(truth), end);
    const std::string address = text_at(init.body, "PaymentURL", 2048);
    if (init.is_ok() && is_safe_address(address)) {
      truth.confirmation_type = "redirect";
      truth.confirmation = address;
    }
    return {Created::Verdict::taken, std::move(truth), {}};
  }

  Truth fetch(const std::string& own_id, const std::string& provider_id) override {
    const auto end = Clock::now() + ask_ms;
    if (provider_id.empty()) return order(own_id, end);
    const Said said = call("GetState", {{"PaymentId", provider_id}}, end);
    if (!said.silence.empty()) return unclear(said.silence);
    // No documented error says that a PaymentId is unknown; one of CheckOrder says it of an order.
    if (!has_status(said.body)) return order(own_id, end);
    return truth_in(said.body, text_at(said.body, "OrderId", 36));
  }

  RefundTruth refund(const RefundAttempt& attempt) override {
    json body{{"PaymentId", attempt.provider_id},
              {"Amount", attempt.kopecks},
              {"ExternalRequestId", attempt.id}};
    add_receipt(body, attempt.receipt, attempt.kopecks);
    const Said said = call("Cancel", std::move(body), Clock::now() + ask_ms);
    using State = RefundTruth::State;
    if (!said.silence.empty()) return {State::unclear, {}, 0, said.silence};
    if (!said.is_ok()) {
      const bool is_open = is_about_us(said.code) || is_passing_error(said.code);
      return {is_open ? State::unclear : State::dead, {}, 0, "provider error " + said.code};
    }
    const State state = tbank_refund_state(text_at(said.body, "Status", 32));
    if (state == State::absent || state == State::unclear) {
      return {State::unclear, {}, 0, not_understood};
    }
    return {state, attempt.id, attempt.kopecks, {}};
  }

  // The bank keeps no refunds of their own: the payment's status tells, and a part returned
  // cannot be told from another one.
  RefundTruth fetch_refund(const std::string& refund_id, const std::string&,
                           const std::string& provider_id) override {
    const Said said = call("GetState", {{"PaymentId", provider_id}}, Clock::now() + ask_ms);
    using State = RefundTruth::State;
    if (!said.silence.empty()) return {State::unclear, {}, 0, said.silence};
    const std::string status = text_at(said.body, "Status", 32);
    const State state = tbank_refund_state(status);
    const auto kopecks = whole_at(said.body, "Amount");
    if (!kopecks || state == State::unclear) return {State::unclear, {}, 0, not_understood};
    if (status.starts_with("PARTIAL_")) return {State::unclear, {}, 0, "a part was refunded"};
    if (state == State::absent) return {State::absent, {}, 0, {}};
    return {state, refund_id, *kopecks, {}};
  }

  [[nodiscard]] bool can_list() const override { return false; }

  std::optional<std::vector<Truth>> list_since(const std::string&) override {
    return std::nullopt;
  }

  std::optional<std::vector<ListedRefund>> list_refunds_since(const std::string&) override {
    return std::nullopt;
  }

 private:
  [[nodiscard]] json request_of(const Attempt& attempt) const {
    json body{{"Amount", attempt.kopecks},
              {"OrderId", attempt.id},
              {"Description", attempt.purpose},
              {"PayType", "O"},
              {"Language", attempt.language == "en" ? "en" : "ru"},
              {"SuccessURL", attempt.return_url},
              {"FailURL", attempt.return_url}};
    if (!attempt.pay_until.empty()) body["RedirectDueDate"] = attempt.pay_until;
    add_receipt(body, attempt.receipt, attempt.kopecks);
    return body;
  }

  void add_receipt(json& body, const Receipt& receipt, std::int64_t kopecks) const {
    if (!has_receipt(receipt, kopecks)) return;
    json items = json::array();
    for (const ReceiptLine& line : receipt.lines) {
      items.push_back({{"Name", line.name},
                       {"Price", line.kopecks},
                       {"Quantity", 1},
                       {"Amount", line.kopecks},
                       {"Tax", terminal_.tax},
                       {"PaymentMethod", "full_payment"},
                       {"PaymentObject", "payment"}});
    }
    body["Receipt"] = {{"Phone", "+" + receipt.phone},
                       {"Taxation", terminal_.taxation},
                       {"Items", std::move(items)}};
  }

  [[nodiscard]] Said call(const std::string& method, json body, Clock::time_point end) const {
    body["TerminalKey"] = terminal_.terminal_key;
    body["Token"] = tbank_token(body, terminal_.password);
    const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
    const Patience patience{milliseconds{2000}, std::max(left, milliseconds{100})};
    return said_in(ask_json({.method = "POST",
                             .url = terminal_.url + "/" + method,
                             .user = {},
                             .password = {},
                             .headers = {},
                             .body = json_body(body)},
                            patience));
  }

  // An order may have several payments at the bank; the one nearest to money speaks for it.
  [[nodiscard]] Truth order(const std::string& own_id, Clock::time_point end) const {
    const Said said = call("CheckOrder", {{"OrderId", own_id}}, end);
    if (!said.silence.empty()) return unclear(said.silence);
    Truth best;
    best.state = Truth::State::absent;
    if (is_unknown_order(said.code)) return best;
    const auto payments = said.body.find("Payments");
    if (!said.is_ok() || payments == said.body.end() || !payments->is_array()) {
      return unclear("provider error " + said.code);
    }
    for (const json& payment : *payments) {
      const Truth truth = truth_in(payment, own_id);
      if (truth.state == Truth::State::unclear) return truth;
      if (nearness(truth.state) > nearness(best.state)) best = truth;
    }
    return best;
  }

  static int nearness(Truth::State state) {
    switch (state) {
      case Truth::State::paid: return 4;
      case Truth::State::held: return 3;
      case Truth::State::pending: return 2;
      case Truth::State::dead: return 1;
      default: return 0;
    }
  }

  [[nodiscard]] Created with_qr(Truth truth, Clock::time_point end) const {
    const Said said =
        call("GetQr", {{"PaymentId", truth.provider_id}, {"DataType", "PAYLOAD"}}, end);
    if (!said.silence.empty()) return {Created::Verdict::unknown, {}, said.silence};
    if (!said.is_ok()) return {Created::Verdict::refused, {}, "provider error " + said.code};
    truth.confirmation = text_at(said.body, "Data");
    if (truth.confirmation.empty()) return {Created::Verdict::unknown, {}, not_understood};
    truth.confirmation_type = "qr";
    return {Created::Verdict::taken, std::move(truth), {}};
  }

  TbankTerminal terminal_;
};

}  // namespace

std::unique_ptr<Acquirer> tbank(TbankTerminal terminal) {
  return std::make_unique<Tbank>(std::move(terminal));
}

}  // namespace kabinet

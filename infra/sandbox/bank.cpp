// See bank.hpp. A notice is repeated until the portal has acknowledged it, also after a restart.
#include "bank.hpp"

#include "bank_wire.hpp"
#include "inbox.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace kabinet::sandbox {

namespace {

constexpr std::size_t clock_threads = 8;
constexpr int slow_ms = 2'000;
constexpr int hang_ms = 6'000;
constexpr int late_ms = 5'000;
constexpr int payer_ms = 2'000;  // until a payer has typed the code of his bank
constexpr std::array<int, 8> retry_ms{500, 1'000, 2'000, 4'000, 8'000, 15'000, 30'000, 60'000};

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all{
      {"success", "оплата проходит", "the payment succeeds"},
      {"decline_insufficient_funds", "банк отказывает: недостаточно средств",
       "declined: insufficient funds"},
      {"decline_fraud", "банк отказывает: подозрение на мошенничество",
       "declined: fraud suspected"},
      {"three_d_secure_wait", "плательщик 2 секунды подтверждает оплату (3-D Secure)",
       "the payer takes 2 seconds for 3-D Secure"},
      {"late_notice", "уведомление приходит через 5 секунд", "the notice comes 5 seconds late"},
      {"lost_notice", "уведомление не приходит", "the notice never comes"},
      {"double_notice", "уведомление приходит дважды", "the notice comes twice"},
      {"forged_notice", "приходит поддельное уведомление, денег нет",
       "a forged notice comes, and no money"},
      {"timeout_after_acceptance", "платёж принят, ответа нет 6 секунд",
       "accepted, no answer for 6 seconds"},
      {"slow", "ответ через 2 секунды", "answers after 2 seconds"},
      {"refuse", "банк не принимает платёж", "the payment is refused at once"},
      {"error_500", "платёж принят, ответ 500", "accepted, the answer is 500"}};
  return all;
}

Bank::Bank(const std::string& folder, Settings settings, const std::atomic<bool>& stopping)
    : settings_(std::move(settings)), stopping_(stopping), book_(folder), clock_(clock_threads) {
  constexpr std::size_t page = 1'000;
  for (std::uint64_t from = 0;; from += page) {
    const auto some = book_.page(from, page);
    for (const Payment& payment : some) {
      if (payment.status != "pending" && !payment.told) tell(payment);
      if (payment.confirming && payment.scenario == "three_d_secure_wait") {
        clock_.after(payer_ms, [this, id = payment.id] { end(id, ""); });
      }
    }
    if (some.size() < page) break;
  }
}

bool Bank::order(const std::string& name, int times) {
  const bool known = std::any_of(scenarios().begin(), scenarios().end(),
                                 [&](const Scenario& s) { return s.name == name; });
  if (!known) return false;
  const std::lock_guard lock{mutex_};
  scenario_ = name;
  times_ = times;
  return true;
}

std::pair<std::string, int> Bank::ordered() const {
  const std::lock_guard lock{mutex_};
  return times_ > 0 ? std::pair{scenario_, times_} : std::pair{std::string{"success"}, 0};
}

std::string Bank::next_scenario() {
  const std::lock_guard lock{mutex_};
  if (times_ == 0) return "success";
  --times_;
  return scenario_;
}

bool Bank::begin(const Payment& payment) {
  if (payment.scenario == "forged_notice") forge(payment);
  if (payment.scenario == "slow") wait(slow_ms);
  if (payment.scenario == "timeout_after_acceptance") wait(hang_ms);
  return payment.scenario != "error_500";
}

std::optional<Payment> Bank::finish(const std::string& id) {
  const auto payment = book_.find(id);
  if (!payment || payment->status != "pending") return payment;
  if (payment->scenario == "decline_insufficient_funds") return end(id, "insufficient_funds");
  if (payment->scenario == "decline_fraud") return end(id, "fraud_suspected");
  if (payment->scenario == "forged_notice") {
    forge(*payment);
    return payment;
  }
  if (payment->scenario != "three_d_secure_wait") return end(id, "");
  if (payment->confirming) return payment;
  clock_.after(payer_ms, [this, id = payment->id] { end(id, ""); });
  return confirm(id);
}

std::optional<Payment> Bank::confirm(const std::string& id) {
  return book_.change(id, [](Payment& p) {
    return p.status == "pending" && !std::exchange(p.confirming, true);
  });
}

std::optional<Payment> Bank::end(const std::string& id, const std::string& reason) {
  bool ended = false;
  auto payment = book_.change(id, [&](Payment& p) {
    ended = p.status == "pending";
    if (!ended) return false;
    p.status = reason.empty() ? "succeeded" : "canceled";
    p.reason = reason;
    p.confirming = false;
    return true;
  });
  if (ended) tell(*payment);
  return payment;
}

void Bank::tell(const Payment& payment) {
  if (settings_.portal.empty() || payment.scenario == "lost_notice") return;
  const int first = payment.scenario == "late_notice" ? late_ms : 0;
  const int notices = payment.scenario == "double_notice" ? 2 : 1;
  for (int i = 0; i < notices; ++i) {
    clock_.after(first, [this, id = payment.id] { send(id, 0); });
  }
}

void Bank::send(const std::string& id, int tries) {
  const auto payment = book_.find(id);
  if (!payment) return;
  if (post(payment->provider, notice_of(*payment, settings_.tbank_password))) {
    book_.change(id, [](Payment& p) { return !std::exchange(p.told, true); });
  } else if (tries < static_cast<int>(retry_ms.size())) {
    clock_.after(retry_ms.at(static_cast<std::size_t>(tries)),
                 [this, id, tries] { send(id, tries + 1); });
  }
}

void Bank::tell_of_refund(const Refund& refund) {
  const auto payment = book_.find(refund.payment_id);
  if (settings_.portal.empty() || !payment || payment->scenario == "lost_notice") return;
  const std::string body = payment->provider == "tbank"
                               ? notice_of(*payment, settings_.tbank_password)
                               : notice_of(refund);
  clock_.after(0, [this, provider = payment->provider, body] {
    if (!post(provider, body)) {
      clock_.after(retry_ms[2],
                   [this, provider, body] { static_cast<void>(post(provider, body)); });
    }
  });
}

void Bank::forge(const Payment& payment) {
  if (settings_.portal.empty()) return;
  Payment lie = payment;
  lie.status = "succeeded";
  // Whoever forges does not know the password.
  const std::string body = notice_of(lie, settings_.tbank_password + "?");
  clock_.after(0, [this, provider = payment.provider, body] {
    static_cast<void>(post(provider, body));
  });
}

bool Bank::post(const std::string& provider, const std::string& body) {
  thread_local std::unique_ptr<httplib::Client> portal;
  if (!portal) {
    portal = std::make_unique<httplib::Client>(settings_.portal);
    portal->set_keep_alive(true);
    portal->set_tcp_nodelay(true);
    portal->set_connection_timeout(2);
    portal->set_read_timeout(3);
  }
  const auto answer = portal->Post("/notice/" + provider, body, "application/json");
  if (!answer || answer->status != 200) return false;
  return provider != "tbank" || answer->body == "OK";
}

void Bank::wait(int ms) const {
  for (int waited = 0; waited < ms && !stopping_; waited += 50) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
}

}  // namespace kabinet::sandbox

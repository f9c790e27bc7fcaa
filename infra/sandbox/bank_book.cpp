// See bank_book.hpp. The journal holds whole states; the last one of an id counts.
#include "bank_book.hpp"

#include "crypto/crypto.hpp"
#include "inbox.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>

namespace kabinet::sandbox {

using nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Payment, number, id, own_id, provider, method,
                                                kopecks, status, reason, confirming,
                                                refunded_kopecks, scenario, created_ms,
                                                return_url, purpose, language, shop, host, key,
                                                request, told, fiscal)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Refund, id, payment_id, kopecks, created_ms, key,
                                                request, receipt)

namespace {

template <typename T>
std::string line_of(const char* kind, const T& thing) {
  return json{{kind, thing}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string key_of(const std::string& provider, const std::string& key) {
  return provider + '|' + key;
}

std::string made_in(const std::string& folder) {
  std::filesystem::create_directories(folder);
  return folder + "/bank.jsonl";
}

// A uuid's shape for YooKassa, digits for T-Bank: what each of them really gives.
std::string id_for(const Payment& payment) {
  if (payment.provider == "tbank") return std::to_string(2'304'000'000 + payment.number);
  const std::string hex32 = hex(random_bytes(16));
  return hex32.substr(0, 8) + "-000f-5000-9000-" + hex32.substr(8, 12);
}

}  // namespace

Book::Book(const std::string& folder) : journal_(made_in(folder)) {
  load();
  std::vector<std::string> lines;
  for (const Payment& payment : payments_) lines.push_back(line_of("payment", payment));
  for (const Refund& refund : refunds_) lines.push_back(line_of("refund", refund));
  journal_.rewrite(lines);
}

void Book::load() {
  journal_.read([this](const std::string& line) {
    const json entry = json::parse(line, nullptr, false);
    if (!entry.is_object()) return;
    if (entry.contains("payment")) keep(entry.at("payment").get<Payment>());
    if (entry.contains("refund")) keep(entry.at("refund").get<Refund>());
  });
}

Payment Book::add(Payment draft, bool& is_new) {
  std::unique_lock lock{mutex_};
  const auto known = keys_.find(key_of(draft.provider, draft.key));
  is_new = known == keys_.end();
  if (!is_new) return payments_[known->second];
  draft.number = payments_.size();
  draft.id = id_for(draft);
  // Never back in time, for first_since() searches by it.
  const std::int64_t last_ms = payments_.empty() ? 0 : payments_.back().created_ms;
  draft.created_ms = std::max(now_ms(), last_ms);
  const std::uint64_t line = journal_.append(line_of("payment", draft));
  keep(draft);
  lock.unlock();
  journal_.settle(line);
  return draft;
}

std::optional<Payment> Book::by_key(const std::string& provider, const std::string& key) const {
  const std::lock_guard lock{mutex_};
  const auto found = keys_.find(key_of(provider, key));
  return found == keys_.end() ? std::nullopt : std::optional{payments_[found->second]};
}

const Payment* Book::at(const std::string& id) const {
  for (const auto* names : {&ids_, &own_ids_}) {
    const auto found = names->find(id);
    if (found != names->end()) return &payments_[found->second];
  }
  return nullptr;
}

std::optional<Payment> Book::find(const std::string& id) const {
  const std::lock_guard lock{mutex_};
  const Payment* payment = at(id);
  return payment == nullptr ? std::nullopt : std::optional{*payment};
}

std::optional<Payment> Book::change(const std::string& id,
                                    const std::function<bool(Payment&)>& how) {
  std::unique_lock lock{mutex_};
  const Payment* known = at(id);
  if (known == nullptr) return std::nullopt;
  Payment payment = *known;
  if (!how(payment)) return payment;
  const std::uint64_t line = journal_.append(line_of("payment", payment));
  keep(payment);
  lock.unlock();
  journal_.settle(line);
  return payment;
}

std::optional<Refund> Book::refund(Refund draft) {
  std::unique_lock lock{mutex_};
  const auto known = refund_keys_.find(draft.key);
  if (known != refund_keys_.end()) return refunds_[known->second];
  const Payment* paid = at(draft.payment_id);
  if (paid == nullptr || paid->status != "succeeded" || draft.kopecks <= 0 ||
      draft.kopecks > paid->kopecks - paid->refunded_kopecks) {
    return std::nullopt;
  }
  Payment payment = *paid;
  payment.refunded_kopecks += draft.kopecks;
  draft.payment_id = payment.id;
  draft.id = hex(random_bytes(4)) + "-0015-5000-8000-" + hex(random_bytes(6));
  draft.created_ms = now_ms();
  const json both{{"refund", draft}, {"payment", payment}};  // one line: both or none
  const std::uint64_t line =
      journal_.append(both.dump(-1, ' ', false, json::error_handler_t::replace));
  keep(payment);
  keep(draft);
  lock.unlock();
  journal_.settle(line);
  return draft;
}

std::optional<Refund> Book::refund_by_key(const std::string& key) const {
  const std::lock_guard lock{mutex_};
  const auto found = refund_keys_.find(key);
  return found == refund_keys_.end() ? std::nullopt : std::optional{refunds_[found->second]};
}

std::optional<Refund> Book::find_refund(const std::string& id) const {
  const std::lock_guard lock{mutex_};
  const auto found = refund_ids_.find(id);
  return found == refund_ids_.end() ? std::nullopt : std::optional{refunds_[found->second]};
}

std::vector<Payment> Book::page(std::uint64_t from, std::size_t count) const {
  const std::lock_guard lock{mutex_};
  std::vector<Payment> some;
  for (; from < payments_.size() && some.size() < count; ++from) some.push_back(payments_[from]);
  return some;
}

std::uint64_t Book::first_since(std::int64_t created_ms) const {
  const std::lock_guard lock{mutex_};
  const auto earlier = [](const Payment& p, std::int64_t ms) { return p.created_ms < ms; };
  const auto found =
      std::lower_bound(payments_.begin(), payments_.end(), created_ms, earlier);
  return static_cast<std::uint64_t>(found - payments_.begin());
}

std::vector<Payment> Book::newest_pending(std::size_t count) const {
  const std::lock_guard lock{mutex_};
  std::vector<Payment> some;
  for (auto n = pending_.rbegin(); n != pending_.rend() && some.size() < count; ++n) {
    some.push_back(payments_[*n]);
  }
  return some;
}

std::vector<Refund> Book::refunds() const {
  const std::lock_guard lock{mutex_};
  return {refunds_.begin(), refunds_.end()};
}

void Book::keep(Payment payment) {
  const std::uint64_t number = payment.number;
  if (number > payments_.size()) return;  // a journal that somebody edited
  ids_[payment.id] = number;
  own_ids_[payment.own_id] = number;
  keys_[key_of(payment.provider, payment.key)] = number;
  if (payment.status == "pending") {
    pending_.insert(number);
  } else {
    pending_.erase(number);
  }
  if (number == payments_.size()) {
    payments_.push_back(std::move(payment));
  } else {
    payments_[number] = std::move(payment);
  }
}

void Book::keep(Refund refund) {
  refund_ids_[refund.id] = refunds_.size();
  refund_keys_[refund.key] = refunds_.size();
  refunds_.push_back(std::move(refund));
}

std::string instant(std::int64_t at_ms) {
  const std::time_t seconds = static_cast<std::time_t>(at_ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  const std::string ms = std::to_string(1000 + at_ms % 1000);
  return std::string{text.data()} + "." + ms.substr(1) + "Z";
}

json shown(const Payment& p) {
  return {{"id", p.id},
          {"own_id", p.own_id},
          {"provider", p.provider},
          {"method", p.method},
          {"amount_kopecks", p.kopecks},
          {"status", p.status},
          {"refunded_kopecks", p.refunded_kopecks},
          {"scenario", p.scenario},
          {"created_at", instant(p.created_ms)}};
}

}  // namespace kabinet::sandbox

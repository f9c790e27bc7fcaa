// What the stand-in bank knows: payments and refunds, in memory and in a journal. Every look-up is
// by hash, so that a hundred thousand payments are as quick as ten. Safe from several threads.
#pragma once

#include "bank_journal.hpp"
#include "base/json.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace kabinet::sandbox {

struct Payment {
  std::uint64_t number = 0;  // its place in the book
  std::string id;
  std::string own_id;    // the shop's: metadata.payment_id, OrderId
  std::string provider;  // yookassa | tbank
  std::string method;    // card | sbp
  std::int64_t kopecks = 0;
  std::string status = "pending";  // pending | succeeded | canceled
  std::string reason;              // canceled: YooKassa's word
  bool confirming = false;         // pending: the payer is on the 3-D Secure page
  std::int64_t refunded_kopecks = 0;
  std::string scenario;
  std::int64_t created_ms = 0;
  std::string return_url;
  std::string purpose;
  std::string language;
  std::string shop;  // TerminalKey
  std::string host;  // under which the shop reaches us: its pages lie there
  std::string key;   // idempotence key, or OrderId
  std::string request;  // SHA-256 of what was asked with that key
  bool told = false;    // the portal acknowledged the last notice
  bool fiscal = false;  // a receipt was asked for: then its refunds need theirs
};

struct Refund {
  std::string id;
  std::string payment_id;
  std::int64_t kopecks = 0;
  std::int64_t created_ms = 0;
  std::string key;
  std::string request;
  nlohmann::json receipt;  // as it came, null if none did
};

void to_json(nlohmann::json& out, const Payment& payment);
void from_json(const nlohmann::json& in, Payment& payment);

class Book {
 public:
  explicit Book(const std::string& folder);

  // Puts a payment into the book, with an id of its own, unless its provider's key is known:
  // then the known one is returned, whatever it asked for.
  Payment add(Payment draft, bool& is_new);
  [[nodiscard]] std::optional<Payment> by_key(const std::string& provider,
                                              const std::string& key) const;
  // By the bank's id or the shop's.
  [[nodiscard]] std::optional<Payment> find(const std::string& id) const;
  // Changes it unless `how` says false; absent for an unknown id.
  std::optional<Payment> change(const std::string& id, const std::function<bool(Payment&)>& how);
  // Takes the money back, once for a key; absent when there is not as much left to return.
  std::optional<Refund> refund(Refund draft);
  [[nodiscard]] std::optional<Refund> refund_by_key(const std::string& key) const;
  [[nodiscard]] std::optional<Refund> find_refund(const std::string& id) const;

  // In order of creation, from place `from` on, at most `count`.
  [[nodiscard]] std::vector<Payment> page(std::uint64_t from, std::size_t count) const;
  [[nodiscard]] std::uint64_t first_since(std::int64_t created_ms) const;
  [[nodiscard]] std::vector<Payment> newest_pending(std::size_t count) const;
  [[nodiscard]] std::vector<Refund> refunds() const;

 private:
  void keep(Payment payment);
  void keep(Refund refund);
  void load();
  [[nodiscard]] const Payment* at(const std::string& id) const;

  mutable std::mutex mutex_;
  Journal journal_;
  std::deque<Payment> payments_;
  std::unordered_map<std::string, std::uint64_t> ids_;
  std::unordered_map<std::string, std::uint64_t> own_ids_;
  std::unordered_map<std::string, std::uint64_t> keys_;
  std::set<std::uint64_t> pending_;
  std::deque<Refund> refunds_;
  std::unordered_map<std::string, std::size_t> refund_ids_;
  std::unordered_map<std::string, std::size_t> refund_keys_;
};

// "2026-03-01T09:14:05.555Z"
[[nodiscard]] std::string instant(std::int64_t at_ms);
// The book's words of a payment, as GET /bank/payments shows it.
[[nodiscard]] nlohmann::json shown(const Payment& payment);

}  // namespace kabinet::sandbox

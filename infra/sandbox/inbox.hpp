// Messages the SMS stand-in has accepted: the newest 20,000, in memory and as lines of JSON in a
// file, so that a restart keeps them. Safe to use from several threads.
#pragma once

#include <cstdint>
#include <deque>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace kabinet::sandbox {

struct Message {
  std::string id;      // the sender's own, or ours
  std::string phone;   // digits: "79…"
  std::string text;
  std::string sender;
  std::int64_t at_ms = 0;  // Unix time
};

class Inbox {
 public:
  // `folder` is made if it is not there. Throws std::runtime_error if it cannot be written.
  explicit Inbox(const std::string& folder);

  void add(Message message);
  [[nodiscard]] std::optional<Message> find(const std::string& id, const std::string& phone) const;
  // Whether the same text went to the same phone within the last `within_ms`.
  [[nodiscard]] bool said_lately(const std::string& phone, const std::string& text,
                                 std::int64_t within_ms) const;
  // Newest first; every number if `phone` is empty.
  [[nodiscard]] std::vector<Message> newest(const std::string& phone, std::size_t at_most) const;

 private:
  void load();
  void keep(Message message);
  void append(const Message& message);
  void rewrite();

  mutable std::mutex mutex_;
  std::string path_;
  std::ofstream file_;
  std::size_t lines_ = 0;
  std::deque<Message> messages_;
  std::uint64_t first_ = 0;  // number of messages_.front() since the beginning
  std::unordered_map<std::string, std::uint64_t> numbers_;  // id|phone -> the latest with it
};

[[nodiscard]] std::int64_t now_ms();

}  // namespace kabinet::sandbox

// Where the stand-in keeps messages. A line cut by a crash is left out at the next start.
#include "inbox.hpp"

#include "base/json.hpp"

#include <chrono>
#include <filesystem>
#include <stdexcept>

namespace kabinet::sandbox {

namespace {

using json = nlohmann::json;

constexpr std::size_t kept = 20'000;

std::string number_key(const std::string& id, const std::string& phone) { return id + '|' + phone; }

std::string line_of(const Message& m) {
  return json{{"id", m.id}, {"phone", m.phone}, {"text", m.text}, {"sender", m.sender},
              {"at_ms", m.at_ms}}
             .dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Inbox::Inbox(const std::string& folder) : path_(folder + "/sms.jsonl") {
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  load();
  rewrite();
}

void Inbox::add(Message message) {
  const std::lock_guard lock{mutex_};
  append(message);
  keep(std::move(message));
  if (lines_ > 2 * kept) rewrite();
}

std::optional<Message> Inbox::find(const std::string& id, const std::string& phone) const {
  const std::lock_guard lock{mutex_};
  const auto at = numbers_.find(number_key(id, phone));
  if (at == numbers_.end()) return std::nullopt;
  return messages_[at->second - first_];
}

bool Inbox::said_lately(const std::string& phone, const std::string& text,
                        std::int64_t within_ms) const {
  const std::lock_guard lock{mutex_};
  const std::int64_t since = now_ms() - within_ms;
  for (auto m = messages_.rbegin(); m != messages_.rend() && m->at_ms >= since; ++m) {
    if (m->phone == phone && m->text == text) return true;
  }
  return false;
}

std::vector<Message> Inbox::newest(const std::string& phone, std::size_t at_most) const {
  const std::lock_guard lock{mutex_};
  std::vector<Message> found;
  for (auto m = messages_.rbegin(); m != messages_.rend() && found.size() < at_most; ++m) {
    if (phone.empty() || m->phone == phone) found.push_back(*m);
  }
  return found;
}

void Inbox::load() {
  std::ifstream in{path_};
  for (std::string line; std::getline(in, line);) {
    const json m = json::parse(line, nullptr, false);
    if (!m.is_object()) continue;
    keep({m.value("id", ""), m.value("phone", ""), m.value("text", ""), m.value("sender", ""),
          m.value("at_ms", std::int64_t{0})});
  }
}

void Inbox::keep(Message message) {
  numbers_[number_key(message.id, message.phone)] = first_ + messages_.size();
  messages_.push_back(std::move(message));
  if (messages_.size() <= kept) return;
  const Message& oldest = messages_.front();
  const auto at = numbers_.find(number_key(oldest.id, oldest.phone));
  if (at != numbers_.end() && at->second == first_) numbers_.erase(at);
  messages_.pop_front();
  ++first_;
}

void Inbox::append(const Message& message) {
  file_ << line_of(message) << std::flush;
  if (!file_) throw std::runtime_error{path_ + ": cannot be written"};
  ++lines_;
}

void Inbox::rewrite() {
  const std::string fresh = path_ + ".new";
  file_ = std::ofstream{fresh, std::ios::trunc};
  lines_ = 0;
  for (const Message& message : messages_) append(message);
  std::filesystem::rename(fresh, path_);
  if (!file_) throw std::runtime_error{path_ + ": cannot be written"};
}

}  // namespace kabinet::sandbox

// The SMS party: SMSC.ru's /sys/send.php and /sys/status.php as documented, with failures that can
// be ordered, and what people and tests look at: GET /sms, GET /sms/count, POST /sms/scenario.
#pragma once

#include "inbox.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace httplib {
class Server;
struct Request;
struct Response;
}  // namespace httplib

namespace kabinet::sandbox {

class SmsParty {
 public:
  // An empty login accepts any account. `stopping` ends ordered waits early.
  SmsParty(Inbox& inbox, std::string login, std::string password,
           const std::atomic<bool>& stopping);

  void add_to(httplib::Server& server);

 private:
  using Query = std::multimap<std::string, std::string>;

  void send(const Query& query, httplib::Response& response);
  void status(const Query& query, httplib::Response& response);
  void list(const httplib::Request& request, httplib::Response& response) const;
  void count(httplib::Response& response) const;
  void order(const httplib::Request& request, httplib::Response& response);

  [[nodiscard]] int first_error(const Query& query) const;
  [[nodiscard]] std::string next_scenario();
  void accept(const Message& message);
  void wait(int ms) const;

  Inbox& inbox_;
  std::string login_;
  std::string password_;
  const std::atomic<bool>& stopping_;

  mutable std::mutex mutex_;
  std::string scenario_;
  int times_ = 0;
  std::uint64_t made_ids_ = 0;
  std::int64_t accepted_ = 0;
  std::int64_t repeated_ = 0;        // accepted sends whose id had been accepted before
  std::set<std::string> known_ids_;  // of this run
};

}  // namespace kabinet::sandbox

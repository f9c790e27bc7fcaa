// A party that listens: takes HTTP requests on a free port, remembers them and answers what it was
// told to. For what we send out, and for answers that no honest stand-in gives.
#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kabinet::testing {

struct Heard {
  std::string head;  // request line and headers
  std::string body;
};

class Ear {
 public:
  Ear();  // answers 200 with the body "OK" until told otherwise
  ~Ear();
  Ear(const Ear&) = delete;
  Ear& operator=(const Ear&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void answer(int status, std::string body);
  [[nodiscard]] std::vector<Heard> heard() const;

 private:
  void listen();
  void serve(int connection);

  int socket_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  int status_ = 200;
  std::string body_ = "OK";
  std::vector<Heard> heard_;
  std::thread thread_;
};

}  // namespace kabinet::testing

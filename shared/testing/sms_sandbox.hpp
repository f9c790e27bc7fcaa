// The SMS stand-in as a real process on a free port, for tests of what sends messages.
#pragma once

#include "base/json.hpp"
#include "testing/process.hpp"

#include <memory>
#include <string>

namespace kabinet::testing {

class SmsSandbox {
 public:
  // `program` is the built stand-in: KABINET_BINARY_DIR "/bin/sandbox".
  explicit SmsSandbox(std::string program);

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port_ + "/sys/send.php"; }
  // The next `times` sends end as "timeout", "error", "slow" or "reject".
  void next(const std::string& how, int times = 1);
  // [{"to","text","at"}], newest first.
  [[nodiscard]] nlohmann::json sms(const std::string& to) const;
  // Sends accepted since the start, and how many of them had an id that was accepted before.
  [[nodiscard]] int accepted() const { return count("accepted"); }
  [[nodiscard]] int repeated() const { return count("repeated"); }
  // Ends the process and starts it again on the same store and port.
  void restart();
  void end() { process_.reset(); }

 private:
  void start(const std::string& port);
  [[nodiscard]] int count(const char* what) const;

  Folder folder_;
  std::unique_ptr<Process> process_;
  std::string program_;
  std::string port_;
};

}  // namespace kabinet::testing

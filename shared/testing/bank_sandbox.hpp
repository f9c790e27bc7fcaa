// The stand-in bank as a real process on a free port, for tests of what takes payments.
#pragma once

#include "base/json.hpp"
#include "runtime/site.hpp"
#include "testing/process.hpp"

#include <memory>
#include <string>

namespace kabinet::testing {

class BankSandbox {
 public:
  static constexpr const char* secret = "test_yookassa";     // of the YooKassa shop
  static constexpr const char* password = "SecretPwd123";    // of the T-Bank terminal

  // `program` is the built stand-in: KABINET_BINARY_DIR "/bin/sandbox". Notices go to `portal`,
  // nowhere if it is empty.
  explicit BankSandbox(std::string program, std::string portal = "");
  // Asked to end, not killed: a killed process tells nothing of the lines it ran.
  ~BankSandbox();

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port_; }
  [[nodiscard]] std::string yookassa_url() const { return url() + "/bank/yookassa/v3"; }
  [[nodiscard]] std::string tbank_url() const { return url() + "/bank/tbank/v2"; }
  // Both acquirers of this site are this stand-in from now on.
  void serve(Site& site) const;
  // What the next `times` payments meet: see GET /bank/scenario.
  void next(const std::string& scenario, int times = 1) const;
  // Does the payer's part; `id` is the bank's or our own. Gives the payment as the book has it.
  nlohmann::json finish(const std::string& id) const;
  [[nodiscard]] nlohmann::json payment(const std::string& id) const;
  [[nodiscard]] nlohmann::json payments() const;
  [[nodiscard]] nlohmann::json refunds() const;
  // Ends the process, as a power cut does, and starts it again on the same store and port.
  void restart();
  void end() { process_.reset(); }

 private:
  void start(const std::string& port);

  Folder folder_;
  std::unique_ptr<Process> process_;
  std::string program_;
  std::string portal_;
  std::string port_;
};

}  // namespace kabinet::testing

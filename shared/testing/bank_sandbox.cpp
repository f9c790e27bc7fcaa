// See bank_sandbox.hpp. The stand-in itself is infra/sandbox.
#include "testing/bank_sandbox.hpp"

#include <fstream>
#include <stdexcept>

namespace kabinet::testing {

using nlohmann::json;

BankSandbox::BankSandbox(std::string program, std::string portal)
    : program_(std::move(program)), portal_(std::move(portal)) {
  std::ofstream{folder_ / "secret"} << secret << '\n';
  std::ofstream{folder_ / "password"} << password << '\n';
  start("0");
}

BankSandbox::~BankSandbox() {
  if (process_) process_->stop();
}

void BankSandbox::start(const std::string& port) {
  std::vector<std::string> command{program_, "--port", port, "--store", folder_ / "store",
                                   "--yookassa-secret-file", folder_ / "secret",
                                   "--tbank-password-file", folder_ / "password"};
  if (!portal_.empty()) command.insert(command.end(), {"--portal", portal_});
  process_ = std::make_unique<Process>(command);
  process_->wait_for("sandbox on http://127.0.0.1:");
  const std::string said = process_->output();
  const auto at = said.rfind(':');
  port_ = said.substr(at + 1, said.find('\n', at) - at - 1);
}

void BankSandbox::restart() {
  if (process_) process_->kill();
  start(port_);
}

void BankSandbox::serve(Site& site) const {
  site.acquirer.yookassa_url = yookassa_url();
  site.acquirer.yookassa_secret_file = folder_ / "secret";
  site.acquirer.tbank_url = tbank_url();
  site.acquirer.tbank_password_file = folder_ / "password";
}

void BankSandbox::next(const std::string& scenario, int times) const {
  const json body{{"next", scenario}, {"times", times}};
  const json answer = json::parse(http(port_, "POST", "/bank/scenario", body.dump()));
  if (!answer.contains("times")) throw std::runtime_error{"the stand-in knows no " + scenario};
}

json BankSandbox::finish(const std::string& id) const {
  return json::parse(http(port_, "POST", "/bank/payments/" + id + "/finish"));
}

json BankSandbox::payment(const std::string& id) const {
  return json::parse(http(port_, "GET", "/bank/payments/" + id));
}

json BankSandbox::payments() const { return json::parse(http(port_, "GET", "/bank/payments")); }

json BankSandbox::refunds() const { return json::parse(http(port_, "GET", "/bank/refunds")); }

}  // namespace kabinet::testing

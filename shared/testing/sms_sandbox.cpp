// See sms_sandbox.hpp. The stand-in itself is infra/sandbox.
#include "testing/sms_sandbox.hpp"

#include <stdexcept>

namespace kabinet::testing {

using nlohmann::json;

SmsSandbox::SmsSandbox(std::string program) : program_(std::move(program)) { start("0"); }

void SmsSandbox::start(const std::string& port) {
  process_ = std::make_unique<Process>(std::vector<std::string>{
      program_, "--port", port, "--store", folder_ / "store"});
  process_->wait_for("sandbox on http://127.0.0.1:");
  const std::string said = process_->output();
  const auto at = said.rfind(':');
  port_ = said.substr(at + 1, said.find('\n', at) - at - 1);
}

void SmsSandbox::restart() {
  process_->stop();
  start(port_);
}

void SmsSandbox::next(const std::string& how, int times) {
  const json answer = json::parse(
      http(port_, "POST", "/sms/scenario", json{{"next", how}, {"times", times}}.dump()));
  if (answer.at("times") != times) throw std::runtime_error{"the stand-in knows no " + how};
}

json SmsSandbox::sms(const std::string& to) const {
  return json::parse(http(port_, "GET", "/sms?to=" + to));
}

int SmsSandbox::count(const char* what) const {
  return json::parse(http(port_, "GET", "/sms/count")).at(what);
}

}  // namespace kabinet::testing

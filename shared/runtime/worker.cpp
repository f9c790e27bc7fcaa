// Starting and stopping of a process.
#include "runtime/worker.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace kabinet {

namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

std::string conninfo(const Site& site, std::string_view function) {
  return "host='" + site.database_host + "' dbname='" + site.database_name + "' user='fn_" +
         std::string{function} + "' application_name='" + std::string{function} +
         "' connect_timeout=5";
}

}  // namespace

Worker Worker::start(const Function& function) {
  crypto_start();
  const char* path = std::getenv("KABINET_SITE");
  if (path == nullptr) {
    throw std::runtime_error{"set KABINET_SITE to the site file, e.g. var/site.json"};
  }
  Site site = read_site(path);
  Vault vault = Vault::from_file(site.keys_file);
  std::string how = conninfo(site, function.name);
  return {function, std::move(site), std::move(vault), pg::Db{std::move(how)}};
}

StopSignal::StopSignal() {
  const sigset_t set = stop_signals();
  sigprocmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
  descriptor_ = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  require(descriptor_ >= 0, "there is a descriptor for signals");
}

StopSignal::~StopSignal() { close(descriptor_); }

bool StopSignal::arrived(int timeout_ms) {
  if (arrived_) return true;
  pollfd readable{descriptor_, POLLIN, 0};
  if (poll(&readable, 1, timeout_ms) > 0) {
    signalfd_siginfo about{};
    arrived_ = read(descriptor_, &about, sizeof about) == static_cast<ssize_t>(sizeof about);
  }
  return arrived_;
}

}  // namespace kabinet

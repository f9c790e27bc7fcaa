// The outside world in one small process, for development, demos and tests: each party that the
// product talks to has a file here and speaks its real protocol. Loopback only.
// sandbox --port N --store FOLDER [--login L --password-file F] [--yookassa-secret-file F]
//         [--tbank-password-file F] [--portal URL]
// Port 0 takes a free one and says which on standard output. Without secrets everybody is let in,
// without a portal (http://127.0.0.1:8080) nobody is notified of payments.
#include "bank.hpp"
#include "bank_desk.hpp"
#include "bank_page.hpp"
#include "bank_tbank.hpp"
#include "bank_yookassa.hpp"
#include "inbox.hpp"
#include "page.hpp"
#include "sms.hpp"

#include "crypto/crypto.hpp"

#include <httplib.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using namespace kabinet::sandbox;

constexpr std::size_t threads = 256;  // each kept connection and each ordered wait holds one

std::map<std::string, std::string> options(int argc, char** argv) {
  std::map<std::string, std::string> given;
  for (int i = 1; i + 1 < argc; i += 2) given[argv[i]] = argv[i + 1];
  if (argc % 2 == 0 || !given.contains("--port") || !given.contains("--store")) {
    throw std::runtime_error{
        "usage: sandbox --port N --store FOLDER [--login L --password-file F]"
        " [--yookassa-secret-file F] [--tbank-password-file F] [--portal URL]"};
  }
  return given;
}

std::string first_line(const std::string& path) {
  std::ifstream in{path};
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error{path + ": cannot be read"};
  return line;
}

Bank::Settings bank_settings(const std::map<std::string, std::string>& given) {
  const auto secret = [&](const char* name) {
    return given.contains(name) ? first_line(given.at(name)) : std::string{};
  };
  const auto portal = given.find("--portal");
  return {portal == given.end() ? "" : portal->second, secret("--yookassa-secret-file"),
          secret("--tbank-password-file")};
}

void prepare(httplib::Server& server, SmsParty& sms, Bank& bank) {
  server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
  server.set_keep_alive_timeout(1);
  server.set_keep_alive_max_count(1'000);
  server.set_tcp_nodelay(true);
  server.set_payload_max_length(64 * 1024);
  server.Get("/healthz", [](const httplib::Request&, httplib::Response& out) { out.status = 204; });
  server.Get("/", [](const httplib::Request&, httplib::Response& out) {
    out.set_content(inbox_page, "text/html; charset=utf-8");
  });
  sms.add_to(server);
  add_yookassa(server, bank);
  add_tbank(server, bank);
  add_bank_pages(server, bank);
  add_bank_desk(server, bank);
}

int run(int argc, char** argv) {
  const auto given = options(argc, argv);
  kabinet::crypto_start();
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before the first thread, for all of them
  const bool closed = given.contains("--login") && given.contains("--password-file");
  Inbox inbox{given.at("--store")};
  std::atomic<bool> stopping = false;
  SmsParty sms{inbox, closed ? given.at("--login") : "",
               closed ? first_line(given.at("--password-file")) : "", stopping};
  Bank bank{given.at("--store"), bank_settings(given), stopping};
  httplib::Server server;
  prepare(server, sms, bank);

  int port = std::stoi(given.at("--port"));
  if (port == 0) {
    port = server.bind_to_any_port("127.0.0.1");
  } else if (!server.bind_to_port("127.0.0.1", port)) {
    throw std::runtime_error{"port " + std::to_string(port) + " is taken"};
  }
  std::printf("sandbox on http://127.0.0.1:%d\n", port);
  std::fflush(stdout);
  std::thread answering{[&] { server.listen_after_bind(); }};
  int signal = 0;
  sigwait(&signals, &signal);
  stopping = true;
  server.stop();
  answering.join();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "sandbox: %s\n", trouble.what());
    return 1;
  }
}

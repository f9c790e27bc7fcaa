// PostgreSQL compiles and plans what a new connection runs for the first time: some 20 ms for the
// proof of a session and one list. A worker that nobody waits for has that done before it accepts.
#include "runtime/worker.hpp"

#include "base/json.hpp"

#include <poll.h>

#include <exception>
#include <string>
#include <vector>

namespace kabinet {

namespace {

// Signed-in reads that take no input: they can be run without knowing anything, and show nothing
// without a proven session.
std::vector<std::string> plain_reads(const Function& function) {
  std::vector<std::string> names;
  const auto manifest = nlohmann::json::parse(function.manifest, nullptr, false);
  if (!manifest.is_object() || !manifest.contains("routes")) return names;
  for (const auto& [address, route] : manifest.at("routes").items()) {
    const std::string auth = route.value("auth", "");
    const bool signed_in = auth == "any" || auth == "client" || auth == "confirmed";
    if (!address.starts_with("GET ") || !signed_in) continue;
    if (!route.contains("in") || !route.at("in").empty() || !route.at("sql").is_string()) continue;
    names.push_back(route.at("sql").get<std::string>());
  }
  return names;
}

bool somebody_waits(int listener) {
  pollfd readable{listener, POLLIN, 0};
  return poll(&readable, 1, 0) > 0;
}

}  // namespace

void warm_up(Worker& worker, int listener) {
  pg::Db& db = worker.db;
  db.connect();
  const auto attempt = [&](auto call) {
    if (somebody_waits(listener)) return;
    db.begin();
    try {
      call();
    } catch (const std::exception&) {  // as it should be: nobody is signed in
    }
    db.rollback();
  };
  const auto names = plain_reads(worker.function);
  // No session has this hash, so its proof is refused, but compiled.
  const pg::Context nobody{Bytes{std::string(32, '\0')}, "any"};
  if (!names.empty()) attempt([&] { db.call_as(nobody, names.front(), {}); });
  for (const std::string& name : names) attempt([&] { db.call(name, {}); });
}

}  // namespace kabinet

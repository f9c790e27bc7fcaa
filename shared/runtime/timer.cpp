// A function that runs on a schedule. Several workers may run: the SQL it calls decides who does
// the work (an advisory lock or a row), because a clock in each process cannot. A turn that found
// nothing to do says nothing.
#include "runtime/call.hpp"
#include "runtime/worker.hpp"

#include "crypto/crypto.hpp"
#include "log/log.hpp"

#include <chrono>
#include <string>

namespace kabinet {

namespace {

using Clock = std::chrono::steady_clock;

void turn(Worker& worker, const Stopping& stopping) {
  const auto begun = Clock::now();
  Request request;
  request.id = hex(random_bytes(16));
  std::int64_t done = 0;
  int status = 200;
  try {
    Call call{worker.function, nullptr, request, worker.db, worker.site, worker.vault};
    done = worker.function.tick(call, stopping);
  } catch (const std::exception& trouble) {
    log_trouble(trouble.what(), request.id);  // the next turn tries again
    status = dynamic_cast<const pg::Unavailable*>(&trouble) != nullptr ? 503 : 500;
  }
  if (done == 0 && status == 200) return;
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
  log_request({.method = "turn",
               .route = worker.function.name,
               .status = status,
               .code = status == 200 ? std::to_string(done) + " done" : "again",
               .reference = request.id,
               .micros = spent.count()});
}

}  // namespace

int run_timer(Worker& worker, StopSignal& stop) {
  const Stopping stopping = [&stop] { return stop.arrived(); };
  const std::chrono::milliseconds pause{worker.function.every};
  while (!stop.arrived()) {
    turn(worker, stopping);
    stop.arrived(static_cast<int>(pause.count()));
  }
  return 0;
}

}  // namespace kabinet

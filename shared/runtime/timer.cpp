// A function that runs on a schedule. Several workers may run: the SQL it calls decides who does
// the work (an advisory lock or a row), because a clock in each process cannot.
#include "runtime/call.hpp"
#include "runtime/worker.hpp"

#include "crypto/crypto.hpp"
#include "log/log.hpp"

#include <chrono>

namespace kabinet {

int run_timer(Worker& worker, StopSignal& stop) {
  do {
    Request turn;
    turn.id = hex(random_bytes(16));
    try {
      Call call{worker.function, nullptr, turn, worker.db, worker.site, worker.vault};
      worker.function.tick(call);
    } catch (const std::exception& trouble) {
      log_trouble(trouble.what(), turn.id);  // the next turn tries again
    }
  } while (!stop.arrived(static_cast<int>(
      std::chrono::milliseconds{worker.function.every}.count())));
  return 0;
}

}  // namespace kabinet

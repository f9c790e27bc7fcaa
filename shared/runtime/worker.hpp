// What the mouths of a process share: settings, keys, database, and the wish to stop.
#pragma once

#include "crypto/vault.hpp"
#include "pg/db.hpp"
#include "runtime/function.hpp"
#include "runtime/site.hpp"

namespace kabinet {

struct Worker {
  const Function& function;
  Site site;
  Vault vault;
  pg::Db db;

  // Reads the site file named by KABINET_SITE; throws std::runtime_error with what to do.
  static Worker start(const Function& function);
};

// SIGTERM and SIGINT are blocked in the whole process and arrive here instead, so that the request
// in hand is never cut.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  // True from the moment a signal came; waits up to `timeout_ms` for one.
  bool arrived(int timeout_ms = 0);

 private:
  int descriptor_;
  bool arrived_ = false;
};

// Connects to the database and, while nobody waits at `listener`, lets it compile what requests
// will ask first; throws pg::Unavailable.
void warm_up(Worker& worker, int listener);

// Each returns the exit code of the process.
int run_fastcgi(Worker& worker, StopSignal& stop, int listener);
int run_shim(const std::vector<Worker*>& workers, StopSignal& stop, int port);
int run_queue(Worker& worker, StopSignal& stop);
int run_timer(Worker& worker, StopSignal& stop);

}  // namespace kabinet

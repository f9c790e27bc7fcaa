// The outbox from its taker's side. A job taken is hidden from others until its lease ends; what
// is not settled by then comes back, so work is done at least once and outside parties are told
// the job's own id. All rules (waits, dead letters) are in sql/api/system/queue.sql.
#pragma once

#include "crypto/vault.hpp"
#include "pg/db.hpp"
#include "queue/job.hpp"
#include "queue/outcome.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kabinet {

class Queue {
 public:
  Queue(pg::Db& db, std::string_view topic) : db_(db), topic_(topic) {}

  // Due jobs, longest wait first. Their sealed part is still sealed: see open().
  [[nodiscard]] std::vector<Job> take(std::int64_t at_most, std::int64_t lease_s);

  // Throws Broken when the sealed part was altered or belongs to another installation.
  static void open(Job& job, const Vault& vault);

  // How a settled job now stands. `lost`: the lease had ended, somebody else has it.
  enum class Stand { done, again, dead, lost };
  Stand settle(const Job& job, const Outcome& outcome);

  // Gives back a job that was not begun.
  void release(const Job& job);

  // Deletes what was done long ago, a bounded number at a time.
  void remove_leftovers();

 private:
  pg::Db& db_;
  std::string topic_;
};

}  // namespace kabinet

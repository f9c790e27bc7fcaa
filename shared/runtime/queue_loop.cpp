// A function that takes jobs from the outbox: take some, do each, say what became of it. Woken by
// a notice, and looking by itself once a second, because a notice may be lost, a job may become due
// silently, and a job put while another one was rung for is rung for no second time: those are
// looked for soon after work. What a job means is the function's business, how long it waits is
// the database's.
#include "queue/queue.hpp"
#include "runtime/call.hpp"
#include "runtime/worker.hpp"

#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "log/log.hpp"

#include <poll.h>

#include <chrono>
#include <string>
#include <vector>

namespace kabinet {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds look_every{1000};
constexpr milliseconds look_after_work{30};
constexpr milliseconds pause_after_trouble{500};
constexpr seconds leftovers_every{300};
constexpr std::int64_t batch_max = 64;
// A batch begins no further job after this long, so that a slow party holds back few jobs and a
// lease of one job's time and some seconds is enough for all of them.
constexpr seconds batch_time{2};
constexpr seconds lease_slack{3};

class Loop {
 public:
  Loop(Worker& worker, StopSignal& stop)
      : worker_(worker), stop_(stop), queue_(worker.db, worker.function.topic) {}

  void start() { worker_.db.listen("queue_" + std::string{worker_.function.topic}); }

  void turn() {
    give_back();
    if (Clock::now() >= leftovers_at_) {
      queue_.remove_leftovers();
      leftovers_at_ = Clock::now() + leftovers_every;
    }
    held_ = queue_.take(batch_, lease_s());
    if (held_.empty()) {
      batch_ = 1;
      wait(worked_ ? look_after_work : look_every);
      worked_ = false;
      return;
    }
    worked_ = true;
    const bool full = static_cast<std::int64_t>(held_.size()) == batch_;
    const auto begun = Clock::now();
    while (!held_.empty() && !stop_.arrived() && Clock::now() - begun < batch_time) {
      Job job = std::move(held_.front());
      held_.erase(held_.begin());
      work_on(job);
    }
    // Grows while the work is quick; one slow job and the next batch is a single one.
    if (Clock::now() - begun > batch_time / 2) {
      batch_ = 1;
    } else if (full) {
      batch_ = std::min(batch_ * 2, batch_max);
    }
    give_back();
  }

 private:
  [[nodiscard]] std::int64_t lease_s() const {
    const auto lease = worker_.function.time_limit + batch_time + lease_slack;
    return std::chrono::ceil<seconds>(lease).count();
  }

  // Jobs that were taken but not begun; they stay in hand while the database is away.
  void give_back() {
    while (!held_.empty()) {
      queue_.release(held_.back());
      held_.pop_back();
    }
  }

  void wait(milliseconds at_most) {
    if (worker_.db.wait_notice(0)) return;
    pollfd wakers[] = {{worker_.db.socket(), POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}};
    poll(wakers, 2, static_cast<int>(at_most.count()));
    worker_.db.wait_notice(0);
  }

  void work_on(Job& job) {
    const auto begun = Clock::now();
    Request turn;
    turn.id = hex(random_bytes(16));
    const Outcome outcome = outcome_of(job, turn);
    const Queue::Stand stand = settled(job, outcome, begun);
    const bool failed = outcome.kind == Outcome::Kind::again;
    if (failed) {
      log_trouble(worker_.function.topic.data() + std::string{stand == Queue::Stand::dead
          ? " job is a dead letter: " : " job is put off: "} + outcome.note, turn.id);
    }
    log_request({.method = "job",
                 .route = worker_.function.topic,
                 .status = stand == Queue::Stand::dead ? 500 : failed ? 503 : 200,
                 .code = stand == Queue::Stand::dead   ? "dead"
                         : stand == Queue::Stand::lost ? "lost"
                         : failed                      ? "again"
                                                       : outcome.delivery,
                 .reference = turn.id,
                 .micros = std::chrono::duration_cast<std::chrono::microseconds>(
                               Clock::now() - begun).count()});
  }

  Outcome outcome_of(Job& job, const Request& turn) {
    if (job.spent) return Outcome::again("its workers die before it ends");
    try {
      Queue::open(job, worker_.vault);
      Call call{worker_.function, nullptr, turn, worker_.db, worker_.site, worker_.vault};
      return worker_.function.work(call, job);
    } catch (const Refusal& refusal) {
      return Outcome::again("refused: " + refusal.code);
    } catch (const pg::Unavailable&) {
      throw;
    } catch (const std::exception& trouble) {
      return Outcome::again(trouble.what());
    }
  }

  // The outside party has been told; to forget that because the database restarts just now would
  // tell it twice. So this insists for as long as the job is ours.
  Queue::Stand settled(const Job& job, const Outcome& outcome, Clock::time_point begun) {
    for (;;) {
      try {
        return queue_.settle(job, outcome);
      } catch (const pg::Unavailable&) {
        if (Clock::now() - begun > seconds{lease_s()}) throw;
        poll(nullptr, 0, static_cast<int>(pause_after_trouble.count()));
      }
    }
  }

  Worker& worker_;
  StopSignal& stop_;
  Queue queue_;
  std::vector<Job> held_;
  std::int64_t batch_ = 1;
  bool worked_ = false;  // since the last wait
  Clock::time_point leftovers_at_{};
};

}  // namespace

int run_queue(Worker& worker, StopSignal& stop) {
  Loop loop{worker, stop};
  const auto guarded = [&](auto step) {
    try {
      step();
    } catch (const std::exception& trouble) {
      log_trouble(trouble.what(), "");
      stop.arrived(static_cast<int>(pause_after_trouble.count()));
    }
  };
  guarded([&] { loop.start(); });
  while (!stop.arrived()) guarded([&] { loop.turn(); });
  return 0;
}

}  // namespace kabinet

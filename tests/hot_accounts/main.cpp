// hot_accounts CONNINFO ISOLATION OPERATIONS SEED HISTORY: 64 sessions at once on the contracts
// that cast.sql made, while one looks at snapshots and another cuts connections. Whether what they
// did is right is judge.sql's question.
#include "sessions.hpp"

#include "pg/db.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <mutex>
#include <thread>

namespace kabinet::hot {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Payments come in faster than debts grow, so that debts meet their end and credit appears.
const std::vector<std::pair<Part, int>> cast{
    {Part::terminal, 20}, {Part::payer, 16}, {Part::settler, 18}, {Part::clerk, 4},
    {Part::importer, 6}};

std::vector<Contract> contracts_of(const Meeting& meeting) {
  pg::Db db{conninfo_of(meeting, "kabinet_admin", "repeatable read")};
  const pg::Rows rows = db.call("hot_list_contracts", {});
  std::vector<Contract> all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    all.push_back({rows.need(i, "number"), rows.need(i, "id"),
                   static_cast<std::size_t>(rows.integer(i, "client"))});
  }
  return all;
}

// The first trouble of any session ends all of them: it would be no test of the rest.
class Stage {
 public:
  explicit Stage(Meeting& meeting) : meeting_(meeting) {}
  ~Stage() { wait(); }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  template <typename Work>
  void add(Work work) {
    threads_.emplace_back([this, work] {
      try {
        work();
      } catch (...) {
        const std::lock_guard guard{mutex_};
        if (!trouble_) trouble_ = std::current_exception();
        meeting_.left = 0;
      }
    });
  }
  void wait() {
    for (std::thread& one : threads_) {
      if (one.joinable()) one.join();
    }
  }
  void rethrow() const {
    if (trouble_) std::rethrow_exception(trouble_);
  }

 private:
  Meeting& meeting_;
  std::mutex mutex_;
  std::exception_ptr trouble_;
  std::vector<std::thread> threads_;
};

// One call makes one snapshot and writes down what is wrong in it. It rests as long as it looked:
// the longer the history, the more a look costs. Never serializable: a reader of everything would
// be in everybody's way.
void look(Meeting& meeting) {
  pg::Db db{conninfo_of(meeting, "kabinet_admin", "repeatable read")};
  while (meeting.left > 0) {
    const auto begun = Clock::now();
    db.call("hot_look", {});
    ++meeting.looks;
    std::this_thread::sleep_for(std::max<Clock::duration>(milliseconds{50}, Clock::now() - begun));
  }
}

// One connection in a hundred operations, for each costs its session all it had prepared; twenty
// in a short run, so that some are sure to fall between a commit and its answer.
void cut(const Meeting& meeting) {
  pg::Db db{conninfo_of(meeting, "kabinet_admin", "repeatable read")};
  const std::int64_t pause = std::clamp<std::int64_t>(meeting.left / 20, 1, 100);
  for (std::int64_t next = meeting.left - pause; meeting.left > 0;) {
    std::this_thread::sleep_for(milliseconds{20});
    if (meeting.left > next) continue;
    db.call("hot_cut", {});
    next -= pause;
  }
}

void run(Meeting& meeting, std::uint64_t seed) {
  meeting.contracts = contracts_of(meeting);
  const auto begun = Clock::now();
  {
    Stage stage{meeting};
    for (const auto& [part, count] : cast) {
      for (int i = 0; i < count; ++i) {
        stage.add([&meeting, kind = part, own = ++seed] { take_part(meeting, kind, own); });
      }
    }
    stage.add([&] { look(meeting); });
    stage.add([&] { cut(meeting); });
    stage.wait();
    stage.rethrow();
  }
  meeting.history.close();
  const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - begun).count();
  std::cout << "  " << took / 1000 << "." << took / 100 % 10 << " s, " << meeting.looks
            << " looks, " << meeting.undone << " still undone after ten tries, " << meeting.cut
            << " cut off, " << meeting.refused << " refunds refused\n";
}

}  // namespace

}  // namespace kabinet::hot

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fputs("hot_accounts CONNINFO ISOLATION OPERATIONS SEED HISTORY\n", stderr);
    return 2;
  }
  try {
    kabinet::hot::Meeting meeting{argv[1], argv[2], argv[5], std::stoll(argv[3])};
    kabinet::hot::run(meeting, std::stoull(argv[4]));
    return 0;
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "hot_accounts: %s\n", trouble.what());
    return 1;
  }
}

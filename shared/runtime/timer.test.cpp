// Turns of a timer: when they begin, how they end, and what they say.
#include "runtime/worker.hpp"

#include "runtime/call.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace kabinet;
using namespace std::chrono_literals;

namespace {

using Tick = std::int64_t (*)(Call&, const Stopping&);

std::atomic<int> turns{0};

// A timer in a thread of this process, ended by SIGTERM as the supervisor does it. What it logs
// goes into a file.
class Ticking {
 public:
  Ticking(std::chrono::seconds every, Tick tick) {
    turns = 0;
    function_.name = "clock";
    function_.every = every;
    function_.tick = tick;
    const int file = open(log_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    REQUIRE(dup2(file, STDERR_FILENO) == STDERR_FILENO);
    close(file);
    thread_ = std::thread{[this] { code_ = run_timer(worker_, stop_); }};
  }
  ~Ticking() {
    if (thread_.joinable()) stop();
    dup2(stderr_, STDERR_FILENO);
    close(stderr_);
    unlink(log_.c_str());
  }

  void wait_for(int count) const {
    for (int i = 0; i < 500 && turns < count; ++i) std::this_thread::sleep_for(10ms);
    REQUIRE(turns >= count);
  }

  // How long the process took to end.
  std::chrono::milliseconds stop() {
    const auto begun = std::chrono::steady_clock::now();
    kill(getpid(), SIGTERM);
    thread_.join();
    CHECK(code_ == 0);
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
  }

  std::vector<std::string> lines() const {
    std::ifstream file{log_};
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

 private:
  std::string log_ = "/tmp/kabinet_timer_" + std::to_string(getpid()) + ".log";
  int stderr_ = dup(STDERR_FILENO);
  int code_ = -1;
  Function function_;
  StopSignal stop_;
  Worker worker_{function_, Site{}, Vault{Bytes{std::string(32, 'k')}},
                 pg::Db{"host=/nonexistent dbname=none"}};
  std::thread thread_;
};

bool has(const std::string& line, const std::string& part) {
  return line.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a timer begins with a turn and ends at once, however long its pause", "[runtime]") {
  Ticking timer{std::chrono::hours{24 * 7}, [](Call&, const Stopping&) -> std::int64_t {
    ++turns;
    return 0;
  }};
  timer.wait_for(1);
  CHECK(timer.stop() < 1s);
  CHECK(turns == 1);
}

TEST_CASE("a long turn hears that the process must end", "[runtime]") {
  Ticking timer{1h, [](Call&, const Stopping& stopping) -> std::int64_t {
    while (!stopping()) {
      ++turns;
      std::this_thread::sleep_for(5ms);
    }
    return turns;
  }};
  timer.wait_for(3);
  CHECK(timer.stop() < 1s);
  REQUIRE(timer.lines().size() == 1);
  CHECK(has(timer.lines()[0], "\"code\":\"" + std::to_string(turns) + " done\""));
}

TEST_CASE("only a turn that did something leaves a line", "[runtime]") {
  Ticking timer{1s, [](Call&, const Stopping&) -> std::int64_t { return ++turns == 2 ? 5 : 0; }};
  timer.wait_for(3);
  timer.stop();
  REQUIRE(timer.lines().size() == 1);
  const std::string line = timer.lines()[0];
  CHECK(has(line, "\"method\":\"turn\",\"route\":\"clock\",\"status\":200,\"code\":\"5 done\""));
}

TEST_CASE("a turn that failed leaves its trouble and a line that counts", "[runtime]") {
  Ticking timer{1s, [](Call& call, const Stopping&) -> std::int64_t {
    if (++turns == 1) throw std::runtime_error{"a turn's own trouble"};
    if (turns == 2) call.sql("clock_tick");
    return 0;
  }};
  timer.wait_for(3);
  timer.stop();
  const auto lines = timer.lines();
  REQUIRE(lines.size() == 4);
  CHECK(has(lines[0], "a turn's own trouble"));
  CHECK(has(lines[1], "\"status\":500,\"code\":\"again\""));
  CHECK(has(lines[2], "connecting: "));
  CHECK(has(lines[3], "\"status\":503,\"code\":\"again\""));
}

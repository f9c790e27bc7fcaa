// A program of ours run for real by a test: started with arguments and settings, watched, ended
// politely or killed. Whatever still runs is killed when the value goes.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kabinet::testing {

class Process {
 public:
  // `command[0]` is a path. Both outputs go to a file, see output().
  explicit Process(std::vector<std::string> command,
                   const std::map<std::string, std::string>& settings = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void kill();             // SIGKILL: as if the machine had lost it
  int stop();              // SIGTERM; the exit code, 128 + signal if it was cut down
  int finish();            // waits until it ends by itself; the exit code as above
  [[nodiscard]] std::string output() const;
  // Waits until the output holds `text`; throws with the output so far after ten seconds.
  void wait_for(const std::string& text) const;

 private:
  int wait();
  std::filesystem::path output_;
  int pid_ = -1;
};

// An empty folder that goes with the value.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// One plain HTTP exchange with 127.0.0.1, connection closed afterwards; the whole answer's body.
// `where` is a port, or a unix socket's path. Throws when nobody answers.
std::string http(const std::string& where, const std::string& method, const std::string& target,
                 const std::string& body = "");

// Asks `truth` every few milliseconds; false if it has not come true within `seconds`.
template <typename Truth>
bool comes_true(Truth truth, int seconds = 10);

}  // namespace kabinet::testing

#include <chrono>
#include <thread>

template <typename Truth>
bool kabinet::testing::comes_true(Truth truth, int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
  while (!truth()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

// How far the import is, on stderr: a bar on a terminal, a plain line now and then elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace kabinet::registry {

class Progress {
 public:
  // `total` is the size of all files together, in bytes as they lie on the disk.
  void begin(std::int64_t total, bool terminal);
  void show(const std::string& file, std::int64_t bytes_done, std::int64_t rows);
  // Takes the bar off the screen, for a line of text or for good.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::int64_t total_ = 0;
  bool terminal_ = false;
  bool drawn_ = false;
  Clock::time_point started_ = Clock::now();
  Clock::time_point shown_ = Clock::now();
};

}  // namespace kabinet::registry

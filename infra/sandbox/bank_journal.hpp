// Lines of JSON on disk that outlive a crash: an append returns when the line is on the medium.
// Threads that wait at the same time share one sync, so that thousands of payments do not queue.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace kabinet::sandbox {

class Journal {
 public:
  // Throws std::runtime_error if the file cannot be opened.
  explicit Journal(std::string path);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Each whole line; one cut by a crash is left out.
  void read(const std::function<void(const std::string&)>& take) const;
  // Puts these lines in place of all others, so that a start does not read old states for ever.
  void rewrite(const std::vector<std::string>& lines);
  // Writes in the order of calls; the number is to be given to settle().
  std::uint64_t append(const std::string& line);
  // Waits until everything up to this number is on the medium.
  void settle(std::uint64_t number);

 private:
  void open();

  std::string path_;
  int file_ = -1;
  std::mutex write_;
  std::uint64_t written_ = 0;
  std::mutex sync_;
  std::uint64_t synced_ = 0;
};

}  // namespace kabinet::sandbox

// Things to do later, by a few threads: notices with their retries, payers who take their time.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace kabinet::sandbox {

class Clock {
 public:
  explicit Clock(std::size_t threads);
  ~Clock();  // what is still to do is left undone: the book remembers it
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  void after(int ms, std::function<void()> deed);

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<std::int64_t, std::function<void()>> deeds_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kabinet::sandbox

// See bank_clock.hpp.
#include "bank_clock.hpp"

#include "inbox.hpp"

#include <chrono>
#include <cstdio>
#include <exception>

namespace kabinet::sandbox {

Clock::Clock(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Clock::~Clock() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Clock::after(int ms, std::function<void()> deed) {
  {
    const std::lock_guard lock{mutex_};
    deeds_.emplace(now_ms() + ms, std::move(deed));
  }
  changed_.notify_one();
}

void Clock::work() {
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    if (deeds_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const std::int64_t left = deeds_.begin()->first - now_ms();
    if (left > 0) {
      changed_.wait_for(lock, std::chrono::milliseconds{left});
      continue;
    }
    const auto deed = std::move(deeds_.begin()->second);
    deeds_.erase(deeds_.begin());
    lock.unlock();
    try {
      deed();
    } catch (const std::exception& trouble) {
      std::fprintf(stderr, "sandbox: %s\n", trouble.what());
    }
    lock.lock();
  }
}

}  // namespace kabinet::sandbox

// Drawn at most ten times a second, so that it costs nothing beside the work.
#include "registry/progress.hpp"

#include <algorithm>
#include <cstdio>

namespace kabinet::registry {

void Progress::begin(std::int64_t total, bool terminal) {
  total_ = std::max<std::int64_t>(total, 1);
  terminal_ = terminal;
  started_ = shown_ = Clock::now();
}

void Progress::show(const std::string& file, std::int64_t bytes_done, std::int64_t rows) {
  using std::chrono::duration_cast;
  const auto now = Clock::now();
  const auto pause = terminal_ ? std::chrono::milliseconds{100} : std::chrono::milliseconds{5000};
  if (now - shown_ < pause) return;
  shown_ = now;
  const std::int64_t percent = std::clamp<std::int64_t>(bytes_done * 100 / total_, 0, 100);
  const double seconds =
      static_cast<double>(duration_cast<std::chrono::milliseconds>(now - started_).count()) / 1000;
  if (!terminal_) {
    std::fprintf(stderr, "%3lld %%  %s, row %lld, %.1f s\n", static_cast<long long>(percent),
                 file.c_str(), static_cast<long long>(rows), seconds);
    return;
  }
  constexpr std::int64_t width = 30;
  const auto full = static_cast<std::size_t>(percent * width / 100);
  const std::string bar = std::string(full, '#') + std::string(width - full, '.');
  std::fprintf(stderr, "\r[%s] %3lld %%  %s, row %lld, %.1f s\033[K", bar.c_str(),
               static_cast<long long>(percent), file.c_str(), static_cast<long long>(rows),
               seconds);
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

}  // namespace kabinet::registry

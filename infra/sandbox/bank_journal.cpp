// See bank_journal.hpp.
#include "bank_journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace kabinet::sandbox {

namespace {

void write_whole(int file, const std::string& text, const std::string& path) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = ::write(file, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw std::runtime_error{path + ": cannot be written"};
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace

Journal::Journal(std::string path) : path_(std::move(path)) { open(); }

Journal::~Journal() { ::close(file_); }

void Journal::open() {
  file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) throw std::runtime_error{path_ + ": cannot be written"};
}

void Journal::read(const std::function<void(const std::string&)>& take) const {
  std::ifstream in{path_};
  for (std::string line; std::getline(in, line);) {
    if (!in.eof()) take(line);
  }
}

void Journal::rewrite(const std::vector<std::string>& lines) {
  const std::string fresh = path_ + ".new";
  ::close(file_);
  std::filesystem::remove(fresh);
  file_ = ::open(fresh.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) throw std::runtime_error{fresh + ": cannot be written"};
  std::string text;
  for (const std::string& line : lines) {
    text += line + '\n';
    if (text.size() < 1'000'000) continue;
    write_whole(file_, text, fresh);
    text.clear();
  }
  write_whole(file_, text, fresh);
  if (::fdatasync(file_) != 0) throw std::runtime_error{fresh + ": cannot be written"};
  std::filesystem::rename(fresh, path_);
}

std::uint64_t Journal::append(const std::string& line) {
  const std::lock_guard lock{write_};
  write_whole(file_, line + '\n', path_);
  return ++written_;
}

void Journal::settle(std::uint64_t number) {
  const std::lock_guard lock{sync_};
  if (synced_ >= number) return;  // another thread's sync took this line along
  std::uint64_t upto = 0;
  {
    const std::lock_guard writing{write_};
    upto = written_;
  }
  if (::fdatasync(file_) != 0) throw std::runtime_error{path_ + ": cannot be written"};
  synced_ = upto;
}

}  // namespace kabinet::sandbox

// One writer for both places, so that screen and file say the same.
#include "registry/report.hpp"

#include "text/text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace kabinet::registry {

namespace {

constexpr std::size_t flush_bytes = 64 * 1024;

}  // namespace

Report::Report(const std::string& path, Language language, std::function<void()> before_line)
    : language_(language), before_line_(std::move(before_line)) {
  if (path.empty()) return;
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  out_ = fd < 0 ? nullptr : fdopen(fd, "w");
  if (out_ == nullptr) throw std::runtime_error{path + ": " + std::strerror(errno)};
  put({std::string{"file"}, std::string{"line"}, std::string{"field"}, std::string{"code"},
       std::string{"reason"}, std::string{"contract_no"}, std::string{"before"},
       std::string{"after"}});
}

Report::~Report() {
  if (out_ != nullptr) std::fclose(out_);
}

void Report::fault(const std::string& file, std::int64_t line, const Fault& fault) {
  std::string reason{words(fault.code, language_)};
  if (!fault.detail.empty()) reason += " " + fault.detail;
  before_line_();
  std::string place = line > 0 ? file + ":" + std::to_string(line) : file;
  if (!fault.field.empty()) place += ": " + fault.field;
  std::fprintf(stderr, "%s: %s: %s\n", place.c_str(), fault.code.c_str(), reason.c_str());
  const Cell at = line > 0 ? Cell{line} : Cell{};
  put({file, at, fault.field, fault.code, reason, {}, {}, {}});
}

void Report::note(const std::string& sentence) {
  before_line_();
  std::fprintf(stderr, "%s\n", sentence.c_str());
}

void Report::balance(const std::string& contract, std::int64_t before, std::int64_t after) {
  if (out_ == nullptr) {
    std::printf("%s: %s -> %s\n", contract.c_str(), roubles(before).c_str(),
                roubles(after).c_str());
    return;
  }
  put({{}, {}, {}, std::string{"balance_changes"},
       std::string{words("balance_changes", language_)}, contract, Kopecks{before},
       Kopecks{after}});
}

void Report::finish() {
  if (out_ == nullptr) return;
  const std::string rest = csv_.take();
  const bool whole = std::fwrite(rest.data(), 1, rest.size(), out_) == rest.size();
  if (!whole || std::fflush(out_) != 0 || std::ferror(out_) != 0) {
    throw std::runtime_error{"the report cannot be written: " + std::string{std::strerror(errno)}};
  }
}

void Report::put(const Row& row) {
  if (out_ == nullptr) return;
  csv_.add(row);
  if (csv_.waiting() < flush_bytes) return;
  const std::string text = csv_.take();
  std::fwrite(text.data(), 1, text.size(), out_);
}

}  // namespace kabinet::registry

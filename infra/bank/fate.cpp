// One way of printing for both programs.
#include "bank/fate.hpp"

#include "text/text.hpp"

#include <limits>
#include <utility>

namespace kabinet::bank {

Fates::Fates(std::string file, Language language, Print print, bool rehearsal)
    : file_(std::move(file)),
      language_(language),
      print_(std::move(print)),
      rehearsal_(rehearsal) {}

std::string Fates::words_of(const std::string& code) const {
  const bool done_later = rehearsal_ && (code == "posted" || code == "kept");
  return sentence(done_later ? "would_be_" + code : code, language_);
}

void Fates::add(const Fate& fate) {
  std::string line = place(fate.line) + fate.what + ", " + fate.day + ", " + roubles(fate.kopecks) +
                     ": " + words_of(fate.code);
  if (!fate.why.empty()) line += ": " + sentence(fate.why, language_);
  if (!fate.result.empty()) line += " (" + fate.result + ")";
  print_(line);
  Sum& sum = sums_[fate.code];
  ++sum.lines;
  if (__builtin_add_overflow(sum.kopecks, fate.kopecks, &sum.kopecks)) {
    sum.kopecks = std::numeric_limits<std::int64_t>::max();
  }
}

void Fates::note(std::int64_t line, std::string_view code) {
  print_(place(line) + sentence(code, language_));
}

void Fates::sum_up() const {
  for (const auto& [code, sum] : sums_) {
    print_(file_ + ": " + words_of(code) + ": " + std::to_string(sum.lines) +
           ", " + roubles(sum.kopecks));
  }
}

std::int64_t Fates::count(const std::string& code) const {
  const auto found = sums_.find(code);
  return found == sums_.end() ? 0 : found->second.lines;
}

std::string Fates::place(std::int64_t line) const {
  return file_ + (line > 0 ? ":" + std::to_string(line) : "") + ": ";
}

}  // namespace kabinet::bank

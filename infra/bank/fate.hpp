// What became of each line of an outside file, told line by line and in a sum at the end. It names
// documents, sums and contracts, never a payer or a purpose.
#pragma once

#include "bank/words.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace kabinet::bank {

struct Fate {
  std::int64_t line = 0;
  std::string code;    // of words.hpp
  std::string what;    // "№ 42"
  std::string day;
  std::int64_t kopecks = 0;
  std::string why;     // a code as well, may be empty
  std::string result;  // "contract A-1, payment 12", may be empty
};

class Fates {
 public:
  using Print = std::function<void(const std::string& line)>;

  // A rehearsal (--dry-run) says "would be posted" and not "posted"; whoever takes the lines asks
  // it whether their effects stay.
  Fates(std::string file, Language language, Print print, bool rehearsal = false);

  [[nodiscard]] bool is_rehearsal() const { return rehearsal_; }

  void add(const Fate& fate);
  // A sentence about a place in the file; line 0 is the file itself.
  void note(std::int64_t line, std::string_view code);
  // How many lines ended each way, with their sums.
  void sum_up() const;
  [[nodiscard]] std::int64_t count(const std::string& code) const;

 private:
  struct Sum {
    std::int64_t lines = 0;
    std::int64_t kopecks = 0;
  };

  [[nodiscard]] std::string place(std::int64_t line) const;
  [[nodiscard]] std::string words_of(const std::string& code) const;

  std::string file_;
  Language language_;
  Print print_;
  bool rehearsal_;
  std::map<std::string, Sum> sums_;
};

}  // namespace kabinet::bank

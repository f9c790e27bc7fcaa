// Strict: an unknown word is refused, because a mistyped --dry-run would post payments.
#include "bank/options.hpp"

#include "text/text.hpp"

#include <stdexcept>

namespace kabinet::bank {

Options read_options(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--dry-run") {
      options.dry_run = true;
    } else if (word == "--unmatched") {
      options.unmatched = true;
    } else if (word == "--assign") {
      if (i + 2 >= words.size()) throw std::invalid_argument{"--assign needs ID and CONTRACT"};
      options.assign = to_integer(words[++i]).value_or(0);
      options.contract = words[++i];
      if (options.assign <= 0 || options.contract.empty()) {
        throw std::invalid_argument{"--assign needs a number from --unmatched and a contract"};
      }
    } else if (word.starts_with("-") || word.empty()) {
      throw std::invalid_argument{"not understood: " + word};
    } else {
      options.files.push_back(word);
    }
  }
  const int wishes = (options.files.empty() ? 0 : 1) + (options.unmatched ? 1 : 0) +
                     (options.assign > 0 ? 1 : 0);
  if (wishes != 1) throw std::invalid_argument{"files, --unmatched or --assign, and one of them"};
  if (options.dry_run && options.files.empty()) {
    throw std::invalid_argument{"--dry-run is for files"};
  }
  return options;
}

}  // namespace kabinet::bank

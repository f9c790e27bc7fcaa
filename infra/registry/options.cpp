// Strict: an unknown word is refused, because a mistyped --dry-run would change balances.
#include "registry/options.hpp"

#include "text/text.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace kabinet::registry {

namespace {

// The portal posts its own payments under these (sql/api/system/payment_*.sql): an imported one
// would pass for a payment whose record is lost, and raise an alarm. SQL refuses them once more.
constexpr std::array<std::string_view, 4> own_sources = {"portal", "terminal", "bank", "refund"};

}  // namespace

Options read_options(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 >= words.size() || words[i + 1].empty()) {
        throw std::invalid_argument{word + " needs a value"};
      }
      return words[++i];
    };
    if (word == "--dry-run") {
      options.dry_run = true;
    } else if (word == "--letters") {
      options.letters = value();
    } else if (word == "--report") {
      options.report = value();
    } else if (word == "--source") {
      options.source = value();
    } else if (word.starts_with("-") || !options.folder.empty()) {
      throw std::invalid_argument{"not understood: " + word};
    } else {
      options.folder = word;
    }
  }
  if (options.folder.empty()) throw std::invalid_argument{"a folder is needed"};
  if (options.dry_run && !options.letters.empty()) {
    throw std::invalid_argument{"a dry run writes no letters"};
  }
  if (!is_clean_utf8(options.source) || utf8_length(options.source) > 60) {
    throw std::invalid_argument{"--source is text of 1 to 60 characters"};
  }
  if (std::find(own_sources.begin(), own_sources.end(), options.source) != own_sources.end()) {
    throw std::invalid_argument{"--source " + options.source +
                                " is the portal's own; give the accounting system's name"};
  }
  return options;
}

}  // namespace kabinet::registry

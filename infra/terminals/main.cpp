// The program `terminal-registry`: a network's registry of a day against the ledger. Opens
// everything it needs, gives up root if it has it, and only then reads the file.
#include "runtime/program.hpp"
#include "terminals/reconcile.hpp"
#include "text/text.hpp"

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace kabinet::terminals {

namespace {

constexpr int all_good = 0;
constexpr int some_wait = 1;
constexpr int nothing_read = 2;
constexpr int stopped = 3;

constexpr const char* usage =
    "usage: terminal-registry FILE [--day YYYY-MM-DD] [--dry-run]\n"
    "  FILE holds txn_id;txn_date;account;sum of each payment and =count;total at its end;\n"
    "  --day names the day of a file without payments\n"
    "  exit: 0 all is equal or posted, 1 something waits for a person, 2 nothing was read,\n"
    "  3 stopped midway\n";

struct Options {
  std::string file;
  std::set<std::string> days;
  bool dry_run = false;
};

Options read_options(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--dry-run") {
      options.dry_run = true;
    } else if (words[i] == "--day") {
      if (i + 1 == words.size() || !is_date(words[i + 1])) {
        throw std::invalid_argument{"--day needs a day as YYYY-MM-DD"};
      }
      options.days.insert(words[++i]);
    } else if (words[i].starts_with("-") || !options.file.empty()) {
      throw std::invalid_argument{"not understood: " + words[i]};
    } else {
      options.file = words[i];
    }
  }
  if (options.file.empty()) throw std::invalid_argument{"a file is needed"};
  return options;
}

// `begun` is set when lines may have been posted.
int run(const Options& options, bool& begun) {
  const Site site = site_of_environment();
  const Vault vault = Vault::from_file(site.keys_file);
  pg::Db db{connection_of(site, "bank")};
  db.connect();
  Lines file{options.file};
  give_up_root();
  const DayRegistry read = read_registry(file);
  bank::Fates fates{options.file, registry::language_of_environment(),
                    [](const std::string& line) { std::printf("%s\n", line.c_str()); },
                    options.dry_run};
  Reconciliation reconciliation{db, vault, site.terminal_network};
  begun = true;
  return reconciliation.run(read, options.days, fates) ? all_good : some_wait;
}

}  // namespace

}  // namespace kabinet::terminals

int main(int argc, char** argv) {
  using namespace kabinet::terminals;
  const std::vector<std::string> words{argv + 1, argv + argc};
  bool begun = false;
  try {
    if (kabinet::gave_help(words, usage)) return all_good;
    return run(read_options(words), begun);
  } catch (const std::invalid_argument& wrong) {
    std::fprintf(stderr, "terminal-registry: %s\n%s", wrong.what(), usage);
    return nothing_read;
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "terminal-registry: %s\n", broken.what());
    return begun ? stopped : nothing_read;
  }
}

// The program `import`: brings a creditor's registry into the ledger. Opens everything it needs,
// gives up root if it has it, and only then reads the first outside row.
#include "registry/importer.hpp"
#include "registry/letters.hpp"
#include "registry/options.hpp"
#include "runtime/program.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace kabinet::registry {

namespace {

constexpr int all_good = 0;
constexpr int some_bad = 1;
constexpr int nothing_read = 2;
constexpr int stopped = 3;

void print_counts(const std::vector<Source>& sources) {
  for (const Source& source : sources) {
    const Counts& c = source.counts;
    std::printf("%-11s new %lld, same %lld, changed %lld, bad %lld\n",
                std::string{source.table.name}.c_str(), static_cast<long long>(c.fresh),
                static_cast<long long>(c.same), static_cast<long long>(c.changed),
                static_cast<long long>(c.bad));
  }
}

// `begun` is set when rows may have been loaded.
int import(const Options& options, bool& begun) {
  const auto started = std::chrono::steady_clock::now();
  const Site site = site_of_environment();
  const Vault vault = Vault::from_file(site.keys_file);
  Progress progress;
  Report report{options.report, language_of_environment(), [&] { progress.clear(); }};
  std::vector<Source> sources;
  if (!open_sources(options.folder,
                    {clients_table(vault), contracts_table(options.source),
                     operations_table(options.source, clock_day()), schedule_table(options.source)},
                    report, sources)) {
    report.finish();
    return nothing_read;
  }
  pg::Db db{connection_of(site, "import")};
  db.connect();
  std::unique_ptr<Letters> letters;
  if (!options.letters.empty()) letters = std::make_unique<Letters>(options.letters);
  give_up_root();

  std::int64_t bytes = 0;
  for (const Source& source : sources) bytes += source.reader.lines().bytes_total();
  progress.begin(bytes, isatty(STDERR_FILENO) != 0);
  Importer importer{db, report, progress, options.dry_run};
  begun = true;
  const bool good = importer.run(options.source, sources);
  print_counts(sources);
  if (letters) {
    std::printf("letters     %lld\n",
                static_cast<long long>(letters->write(db, vault, site.url)));
  }
  if (options.dry_run) {
    std::printf("%lld balances would change; nothing was changed\n",
                static_cast<long long>(importer.balances()));
  }
  report.finish();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started);
  std::printf("done in %lld.%01lld s\n", static_cast<long long>(took.count() / 1000),
              static_cast<long long>(took.count() % 1000 / 100));
  return good ? all_good : some_bad;
}

}  // namespace

}  // namespace kabinet::registry

int main(int argc, char** argv) {
  using namespace kabinet::registry;
  const std::vector<std::string> words{argv + 1, argv + argc};
  bool begun = false;
  try {
    if (kabinet::gave_help(words, usage)) return all_good;
    return import(read_options(words), begun);
  } catch (const std::invalid_argument& wrong) {
    std::fprintf(stderr, "import: %s\n%s", wrong.what(), usage);
    return nothing_read;
  } catch (const kabinet::pg::Violation& refused) {
    const bool busy = refused.constraint == "one_import_runs_at_a_time";
    std::fprintf(stderr, "import: %s\n",
                 busy ? "another import runs; begin again when it is done" : refused.what());
    return busy ? nothing_read : stopped;
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "import: %s\n", broken.what());
    return begun ? stopped : nothing_read;
  }
}

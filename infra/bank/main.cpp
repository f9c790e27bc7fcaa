// The program `bank-import`: bank statements into the ledger, and what no rule could place. Opens
// the database and the keys, gives up root if it has it, and only then prints or posts anything.
#include "bank/importer.hpp"
#include "bank/options.hpp"
#include "bank/unmatched.hpp"
#include "runtime/program.hpp"
#include "text/text.hpp"

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace kabinet::bank {

namespace {

constexpr int all_good = 0;
constexpr int some_wait = 1;
constexpr int nothing_read = 2;
constexpr int stopped = 3;

void print(const std::string& line) { std::printf("%s\n", line.c_str()); }

int list(pg::Db& db, const Vault& vault, Language language) {
  for (const Waiting& one : list_unmatched(db, vault)) {
    print(std::to_string(one.id) + "  " + one.row.kind + "  " + one.row.paid_on + "  " +
          roubles(one.row.kopecks) + "  " + sentence(one.row.why, language) + "  " +
          one.row.words);
  }
  return all_good;
}

int assign(pg::Db& db, const Options& options, Language language) {
  const pg::Rows said = db.call("payment_assign_unmatched", {options.assign, options.contract});
  const std::string& verdict = said.need(0, "verdict");
  if (verdict == "unknown") {
    std::fprintf(stderr, "bank-import: no such row, or no such contract\n");
    return nothing_read;
  }
  const bool done = verdict == "ok" || verdict == "repeated";
  const char* code = verdict == "ok" ? "posted" : done ? "repeated" : "differs";
  print(sentence(code, language) + ", № " + said.need(0, "number"));
  return done ? all_good : some_wait;
}

// All files are read before the first document is posted. `begun` is set when that happens.
int import(const Options& options, Importer importer, Language language, bool& begun) {
  std::vector<Lines> open;
  for (const std::string& file : options.files) open.emplace_back(file);
  give_up_root();
  std::vector<Exchange> read;
  for (Lines& file : open) read.push_back(read_exchange(file));
  begun = true;
  bool good = true;
  for (std::size_t i = 0; i < read.size(); ++i) {
    Fates fates{options.files[i], language, print, options.dry_run};
    good = importer.run(read[i], fates) && good;
  }
  return good ? all_good : some_wait;
}

int run(const Options& options, bool& begun) {
  const Site site = site_of_environment();
  const Vault vault = Vault::from_file(site.keys_file);
  pg::Db db{connection_of(site, "bank")};
  db.connect();
  const Language language = registry::language_of_environment();
  if (options.unmatched) return list(db, vault, language);
  if (options.assign > 0) return assign(db, options, language);
  return import(options, {db, vault, site.payee.account}, language, begun);
}

}  // namespace

}  // namespace kabinet::bank

int main(int argc, char** argv) {
  using namespace kabinet::bank;
  const std::vector<std::string> words{argv + 1, argv + argc};
  bool begun = false;
  try {
    if (kabinet::gave_help(words, usage)) return all_good;
    return run(read_options(words), begun);
  } catch (const std::invalid_argument& wrong) {
    std::fprintf(stderr, "bank-import: %s\n%s", wrong.what(), usage);
    return nothing_read;
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "bank-import: %s\n", broken.what());
    return begun ? stopped : nothing_read;
  }
}

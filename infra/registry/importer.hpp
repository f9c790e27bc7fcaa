// One pass over the files of a registry: read, check, send by batches, report. Memory holds one
// batch, whatever the size of the files: what must be remembered is remembered by the database.
#pragma once

#include "pg/db.hpp"
#include "registry/progress.hpp"
#include "registry/report.hpp"
#include "registry/table.hpp"
#include "sheet/csv_reader.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace kabinet::registry {

struct Counts {
  std::int64_t fresh = 0;
  std::int64_t same = 0;
  std::int64_t changed = 0;
  std::int64_t bad = 0;
};

// One file, opened and with a header that fits its table.
struct Source {
  Table table;
  std::string file;  // its name in the folder, for reports
  CsvReader reader;
  Counts counts;
};

// Opens what the folder holds. A missing file or column is reported; false if anything needed is
// not there, and then nothing is to be imported.
bool open_sources(const std::string& folder, std::vector<Table> tables, Report& report,
                  std::vector<Source>& sources);

class Importer {
 public:
  // A dry run does all the work in one transaction and rolls it back: what it says is what the
  // import does, only that no balance moves meanwhile, so that no payment waits for it.
  Importer(pg::Db& db, Report& report, Progress& progress, bool dry_run);

  // Answers true if every row was good.
  bool run(const std::string& source_name, std::vector<Source>& sources);
  // Of a dry run: contracts whose balance would change.
  [[nodiscard]] std::int64_t balances() const { return balances_; }

 private:
  using Lines = std::map<std::int64_t, std::int64_t>;
  struct Sent {
    Lines repeats;  // the line of a row, and of the first one with its number
    Answer answer;
  };

  void load(Source& source);
  void send(Source& source, nlohmann::json& batch);
  Sent post(const Source& source, const nlohmann::json& batch);
  Lines repeats_in(const Source& source, const nlohmann::json& batch);
  void tell(Source& source, const nlohmann::json& batch, const Sent& sent);
  void doubt(const Source& source, const nlohmann::json& row);
  void note_doubts();
  void report_balances();

  pg::Db& db_;
  Report& report_;
  Progress& progress_;
  bool dry_run_;
  std::string run_;
  std::int64_t bytes_before_ = 0;  // of the files already done
  std::int64_t balances_ = 0;
  std::set<std::string> doubts_;  // contracts that this run cannot confirm, not yet noted
};

}  // namespace kabinet::registry

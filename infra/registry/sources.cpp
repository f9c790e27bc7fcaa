// Finding and opening the files. All headers are checked before the first row is sent, so that a
// folder that lacks a file leaves nothing half done.
#include "registry/importer.hpp"

#include <unistd.h>

#include <algorithm>
#include <optional>

namespace kabinet::registry {

namespace {

bool is_there(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// The file's name in the folder: NAME.csv or NAME.csv.gz. Absent if there is none or one too many;
// `good` says whether the import may go on without it.
std::optional<std::string> find_file(const std::string& folder, const Table& table, Report& report,
                                     bool& good) {
  const std::string plain = std::string{table.name} + ".csv";
  const std::string packed = plain + ".gz";
  const bool has_plain = is_there(folder + "/" + plain);
  const bool has_packed = is_there(folder + "/" + packed);
  if (has_plain != has_packed) return has_plain ? plain : packed;
  if (has_plain || table.needed) {
    report.fault(plain, 0, {"", has_plain ? "file_twice" : "file_missing"});
    good = false;
  }
  return std::nullopt;
}

bool has_columns(const Table& table, const std::string& file, const CsvReader& reader,
                 Report& report) {
  bool all = true;
  for (const std::string_view column : table.columns) {
    const auto& names = reader.columns();
    if (std::find(names.begin(), names.end(), column) != names.end()) continue;
    report.fault(file, 1, {std::string{column}, "column_missing"});
    all = false;
  }
  return all;
}

}  // namespace

bool open_sources(const std::string& folder, std::vector<Table> tables, Report& report,
                  std::vector<Source>& sources) {
  bool good = true;
  for (Table& table : tables) {
    const std::optional<std::string> file = find_file(folder, table, report, good);
    if (!file) continue;
    try {
      CsvReader reader{folder + "/" + *file};
      good = has_columns(table, *file, reader, report) && good;
      sources.push_back({std::move(table), *file, std::move(reader), {}});
    } catch (const CsvUnreadable& unreadable) {
      const std::string column = unreadable.code == "column_twice" ? unreadable.detail : "";
      report.fault(*file, 1, {column, unreadable.code});
      good = false;
    }
  }
  return good;
}

}  // namespace kabinet::registry

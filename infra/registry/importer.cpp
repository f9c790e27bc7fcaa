// The loop over rows and batches. Every batch is a transaction of its own, so a run that is
// stopped has loaded whole batches, and the next run of the same files goes on from there.
#include "registry/importer.hpp"

#include <algorithm>

namespace kabinet::registry {

namespace {

constexpr std::size_t batch_rows_max = 5000;
constexpr int page_rows = 5000;

}  // namespace

Importer::Importer(pg::Db& db, Report& report, Progress& progress, bool dry_run)
    : db_(db), report_(report), progress_(progress), dry_run_(dry_run) {}

bool Importer::run(const std::string& source_name, std::vector<Source>& sources) {
  if (dry_run_) {
    db_.begin();
    db_.call("ledger_begin_rehearsal", {});
  }
  run_ = db_.call("registry_start_run", {source_name}).scalar();
  bool good = true;
  nlohmann::json counts = nlohmann::json::object();
  for (Source& source : sources) {
    load(source);
    const Counts& c = source.counts;
    good = good && c.bad == 0 && c.changed == 0;
    counts[std::string{source.table.name}] = {
        {"new", c.fresh}, {"same", c.same}, {"changed", c.changed}, {"bad", c.bad}};
  }
  progress_.clear();
  note_doubts();
  db_.call("registry_finish_run", {run_, counts.dump()});
  if (dry_run_) {
    report_balances();
    db_.rollback();
  }
  return good;
}

void Importer::load(Source& source) {
  RowReader row{source.reader.columns()};
  nlohmann::json batch = nlohmann::json::array();
  CsvRecord record;
  std::int64_t rows = 0;
  const auto refuse = [&](const Fault& fault) { report_.fault(source.file, record.line, fault); };
  while (source.reader.next(record)) {
    progress_.show(source.file, bytes_before_ + source.reader.lines().bytes_done(), ++rows);
    if (!record.problem.empty()) {
      refuse({"", record.problem});
      doubt(source, {});
      ++source.counts.bad;
      continue;
    }
    row.begin(record);
    nlohmann::json read = source.table.read(row);
    if (!row.faults().empty()) {
      for (const Fault& fault : row.faults()) refuse(fault);
      const bool is_named = std::none_of(
          row.faults().begin(), row.faults().end(),
          [](const Fault& fault) { return fault.field == "contract_no"; });
      doubt(source, is_named ? read : nlohmann::json{});
      ++source.counts.bad;
      continue;
    }
    read["row"] = record.line;
    batch.push_back(std::move(read));
    if (batch.size() >= batch_rows_max) send(source, batch);
  }
  send(source, batch);
  bytes_before_ += source.reader.lines().bytes_total();
  if (source.reader.lines().damaged()) {
    refuse({"", "file_damaged"});
    doubt(source, {});
    ++source.counts.bad;
  }
  if (const std::int64_t line = source.reader.encoding_changed_at()) {
    report_.note(source.file + ":" + std::to_string(line) +
                 ": the encoding changes here; each line is read as what it is");
  }
}

// A batch that PostgreSQL undid beside payments of the same debts is sent again, so that nothing
// is told or counted before it has happened.
void Importer::send(Source& source, nlohmann::json& batch) {
  if (batch.empty()) return;
  Sent done;
  const auto work = [&] { done = post(source, batch); };
  if (dry_run_) {
    work();
  } else {
    db_.transact(work);
  }
  tell(source, batch, done);
  batch.clear();
}

// The first row with a number counts; later ones of the same file are left out.
Importer::Sent Importer::post(const Source& source, const nlohmann::json& batch) {
  Sent done{repeats_in(source, batch), {}};
  if (done.repeats.empty()) {
    done.answer = source.table.send(db_, batch);
    return done;
  }
  nlohmann::json kept = nlohmann::json::array();
  for (const auto& row : batch) {
    if (!done.repeats.contains(row.at("row"))) kept.push_back(row);
  }
  if (!kept.empty()) done.answer = source.table.send(db_, kept);
  return done;
}

Importer::Lines Importer::repeats_in(const Source& source, const nlohmann::json& batch) {
  nlohmann::json numbers = nlohmann::json::array();
  for (const auto& row : batch) {
    numbers.push_back({{"row", row.at("row")}, {"number", source.table.number(row)}});
  }
  const auto said = nlohmann::json::parse(
      db_.call("registry_note_numbers", {run_, source.table.name, numbers.dump()}).scalar());
  Lines repeats;
  for (const auto& repeat : said) repeats[repeat.at("row")] = repeat.at("first_row");
  return repeats;
}

void Importer::tell(Source& source, const nlohmann::json& batch, const Sent& sent) {
  std::set<std::int64_t> lines;
  for (const auto& [line, first_line] : sent.repeats) lines.insert(line);
  for (const Verdict& verdict : sent.answer.rows) lines.insert(verdict.line);
  for (const auto& row : batch) {
    if (lines.contains(row.at("row"))) doubt(source, row);
  }
  for (const auto& [line, first_line] : sent.repeats) {
    report_.fault(source.file, line, {std::string{source.table.columns.front()}, "duplicate",
                                      std::to_string(first_line)});
    ++source.counts.bad;
  }
  source.counts.fresh += sent.answer.fresh;
  source.counts.same += sent.answer.same;
  for (const Verdict& verdict : sent.answer.rows) {
    ++(verdict.code == "changed" ? source.counts.changed : source.counts.bad);
    if (verdict.fields.empty()) report_.fault(source.file, verdict.line, {"", verdict.code});
    for (const std::string& field : verdict.fields) {
      report_.fault(source.file, verdict.line, {field, verdict.code});
    }
  }
}

// What a debtor is shown is as old as the last run that has said all of it again, so one bad line
// leaves its contract at its date; a line that does not say whose it is leaves all of them.
void Importer::doubt(const Source& source, const nlohmann::json& row) {
  if (source.table.contract.empty()) return;
  doubts_.insert(row.is_object() ? row.at(source.table.contract).get<std::string>() : "");
  if (doubts_.size() >= batch_rows_max) note_doubts();
}

void Importer::note_doubts() {
  if (doubts_.empty()) return;
  db_.call("registry_doubt_contracts", {run_, nlohmann::json(doubts_).dump()});
  doubts_.clear();
}

void Importer::report_balances() {
  std::string after;
  while (true) {
    const pg::Rows page = db_.call("ledger_list_balance_changes", {after, page_rows});
    for (std::size_t i = 0; i < page.size(); ++i) {
      report_.balance(page.need(i, "number"), page.integer(i, "before_kopecks"),
                      page.integer(i, "after_kopecks"));
    }
    balances_ += static_cast<std::int64_t>(page.size());
    if (page.size() < page_rows) return;
    after = page.need(page.size() - 1, "number");
  }
}

}  // namespace kabinet::registry

// Posting is the same idempotent call that the terminal's own `pay` makes, so its verdict is the
// comparison. Each line is a transaction of its own; a dry run rolls each back.
#include "terminals/reconcile.hpp"

#include "bank/unmatched.hpp"
#include "base/json.hpp"

namespace kabinet::terminals {

using bank::Fate;

bool Reconciliation::run(const DayRegistry& file, std::set<std::string> days, bank::Fates& fates) {
  for (const bank::Fault& fault : file.faults) fates.note(fault.line, fault.code);
  if (!file.faults.empty()) return false;
  for (const Payment& one : file.payments) {
    days.insert(one.day);
    if (fates.is_rehearsal()) db.begin();
    fates.add(take(one));
    if (fates.is_rehearsal()) db.rollback();
  }
  list_alone(file, days, fates);
  fates.sum_up();
  return fates.count("kept") + fates.count("differs") + fates.count("not_in_registry") == 0;
}

Fate Reconciliation::take(const Payment& one) {
  Fate fate{.line = one.line, .code = {}, .what = "txn " + one.txn_id, .day = one.day,
            .kopecks = one.kopecks, .why = {}, .result = {}};
  const std::string key = network + " " + one.txn_id;
  if (db.call("payment_match_bank", {key, "[]", "[]"}).need(0, "verdict") == "kept") {
    fate.code = "kept_before";
    return fate;
  }
  const pg::Rows said = db.call("payment_post_terminal",
                                {network, one.txn_id, one.account, one.kopecks, one.day});
  const std::string& verdict = said.need(0, "verdict");
  if (const auto& number = said.at(0, "number")) fate.result = "№ " + *number;
  if (verdict == "ok" || verdict == "repeated" || verdict == "differs") {
    fate.code = verdict == "ok" ? "posted" : verdict;
    return fate;
  }
  fate.why = verdict == "unknown" ? "unknown_account" : verdict;
  const std::string words =
      nlohmann::ordered_json{{"txn_id", one.txn_id}, {"account", one.account}}.dump();
  const bank::Kept kept = bank::keep(
      db, vault, {.key = key, .kind = "terminal", .kopecks = one.kopecks, .paid_on = one.day,
                  .words = words, .why = fate.why});
  fate.code = "kept";
  fate.result = "№ " + std::to_string(kept.id);
  return fate;
}

void Reconciliation::list_alone(const DayRegistry& file, const std::set<std::string>& days,
                                bank::Fates& fates) {
  std::set<std::string> said;
  for (const Payment& one : file.payments) said.insert(one.txn_id);
  for (const std::string& day : days) {
    const pg::Rows ours = db.call("payment_list_terminal", {network, day});
    for (std::size_t i = 0; i < ours.size(); ++i) {
      if (said.contains(ours.need(i, "txn_id"))) continue;
      fates.add({.line = 0, .code = "not_in_registry", .what = "txn " + ours.need(i, "txn_id"),
                 .day = day, .kopecks = ours.integer(i, "amount_kopecks"), .why = {},
                 .result = "№ " + ours.need(i, "number")});
    }
  }
}

}  // namespace kabinet::terminals

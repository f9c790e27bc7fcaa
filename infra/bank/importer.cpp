// Each document is a transaction of its own: a run that is stopped has taken whole documents, and
// the next run goes on from there. A dry run does the same and rolls each back.
//
// A document with a day that cannot be right is kept under today's, so that the ledger takes it
// when a person has found whose money it is; what the bank said stands in the sealed words.
#include "bank/importer.hpp"

#include "bank/check.hpp"
#include "bank/purpose.hpp"
#include "bank/unmatched.hpp"
#include "base/json.hpp"
#include "crypto/crypto.hpp"

#include <cctype>
#include <map>

namespace kabinet::bank {

namespace {

// The letters and digits of a purpose: quotes, dashes and spaces differ with the file's encoding,
// and only that something stands between two words counts.
std::string spoken(const std::string& purpose) {
  std::string out;
  bool is_apart = false;
  for (std::size_t at = 0; at < purpose.size(); ++at) {
    const auto byte = static_cast<unsigned char>(purpose[at]);
    const bool is_cyrillic = (byte == 0xD0 || byte == 0xD1) && at + 1 < purpose.size();
    if (is_cyrillic || (byte < 0x80 && std::isalnum(byte) != 0)) {
      if (is_apart && !out.empty()) out += ' ';
      out.append(purpose, at, is_cyrillic ? 2 : 1);
      at += is_cyrillic ? 1 : 0;
    }
    is_apart = !is_cyrillic && (byte >= 0x80 || std::isalnum(byte) == 0);
  }
  return out;
}

// What tells one transfer from another. Banks repeat numbers, so no field is enough alone; two
// documents of a file that are the same in all of it are two transfers, for the totals say so. The
// day is the document's own: when it was received, a bank may say in a later file only.
std::string key_of(const Vault& vault, const Document& one, std::map<std::string, int>& seen) {
  std::string all;
  for (const std::string& field :
       {one.payee_accounts.front(), one.number, one.own_day, std::to_string(one.kopecks),
        one.payer_account, spoken(one.purpose)}) {
    all += field + '\n';
  }
  const int turn = ++seen[all];
  if (turn > 1) all += std::to_string(turn);
  return hex(vault.mac("bank_document", all));
}

Fate fate_of(const Document& one) {
  return {.line = one.line, .code = {}, .what = "№ " + one.number, .day = one.day,
          .kopecks = one.kopecks, .why = {}, .result = {}};
}

// What a person needs to find whose money it is.
std::string words_of(const Document& one) {
  return nlohmann::ordered_json{{"number", one.number},
                                {"day", one.day},
                                {"payer", one.payer},
                                {"inn", one.payer_inn},
                                {"account", one.payer_account},
                                {"purpose", one.purpose}}
      .dump();
}

std::string code_of(Direction direction) {
  switch (direction) {
    case Direction::outgoing: return "outgoing";
    case Direction::own_transfer: return "own_transfer";
    default: return "foreign";
  }
}

}  // namespace

bool Importer::run(const Exchange& file, Fates& fates) {
  bool unchecked = false;
  const std::vector<Fault> faults = faults_of(file, account, unchecked);
  for (const Fault& fault : faults) fates.note(fault.line, fault.code);
  if (!faults.empty()) return false;
  if (unchecked) fates.note(0, "totals_missing");
  std::map<std::string, int> seen;
  for (const Document& one : file.documents) {
    const Direction direction = direction_of(one, file.accounts);
    if (direction != Direction::incoming) {
      Fate fate = fate_of(one);
      fate.code = code_of(direction);
      fates.add(fate);
      continue;
    }
    if (fates.is_rehearsal()) db.begin();
    take(one, key_of(vault, one, seen), unchecked && !one.is_received, fates);
    if (fates.is_rehearsal()) db.rollback();
  }
  fates.sum_up();
  return fates.count("kept") + fates.count("differs") + fates.count("foreign") == 0;
}

void Importer::take(const Document& one, const std::string& key, bool is_doubtful,
                    Fates& fates) {
  Fate fate = fate_of(one);
  const PurposeKind kind = kind_of(one.purpose);
  const Candidates found =
      kind == PurposeKind::payment ? contract_candidates(one.purpose) : Candidates{};
  const pg::Rows match = db.call("payment_match_bank",
                                 {key, nlohmann::json(found.named).dump(),
                                  nlohmann::json(found.also).dump()});
  const std::string& verdict = match.need(0, "verdict");
  const bool credible = is_credible(one.day, today);
  if (verdict == "one" && credible && !is_doubtful) {
    fate.result = match.need(0, "contract");
    fates.add(post(one, key, fate));
  } else if (verdict == "posted" || verdict == "kept") {
    fate.code = verdict == "posted" ? "repeated" : "kept_before";
    fates.add(fate);
  } else {
    fate.why = !credible                       ? "day_out_of_range"
               : kind == PurposeKind::acquirer ? "acquirer_sum"
               : kind == PurposeKind::returned ? "returned_payment"
               : verdict == "several"          ? "several_contracts"
               : verdict == "one"              ? "not_received"
                                               : "no_contract";
    fates.add(keep_for_person(one, key, kind == PurposeKind::acquirer ? "acquirer" : "bank", fate));
  }
}

Fate Importer::post(const Document& one, const std::string& key, Fate fate) {
  const pg::Rows said = db.call("payment_post_bank",
                                {key, fate.result, one.kopecks, one.day, one.number});
  const std::string& verdict = said.need(0, "verdict");
  fate.code = verdict == "ok" ? "posted" : verdict == "repeated" ? "repeated" : "differs";
  if (const auto& number = said.at(0, "number")) fate.result += ", № " + *number;
  return fate;
}

Fate Importer::keep_for_person(const Document& one, const std::string& key,
                               const std::string& kind, Fate fate) {
  const std::string paid_on = is_credible(one.day, today) ? one.day : text_of(today);
  const Kept kept = keep(db, vault, {.key = key, .kind = kind, .kopecks = one.kopecks,
                                     .paid_on = paid_on, .words = words_of(one),
                                     .why = fate.why});
  fate.code = kept.before ? "kept_before" : "kept";
  fate.result = "№ " + std::to_string(kept.id);
  return fate;
}

}  // namespace kabinet::bank

// A network's registry against what was posted: found and equal is good; what is missing here is
// posted, for the payer's cash is in the machine; what differs, or is here alone, is listed.
#pragma once

#include "bank/fate.hpp"
#include "crypto/vault.hpp"
#include "pg/db.hpp"
#include "terminals/day_registry.hpp"

#include <set>
#include <string>

namespace kabinet::terminals {

struct Reconciliation {
  pg::Db& db;
  const Vault& vault;
  std::string network;

  // Days are those of the registry's lines and, for one without lines, `days`. False if the file
  // is refused or something in it needs a person.
  bool run(const DayRegistry& file, std::set<std::string> days, bank::Fates& fates);

 private:
  bank::Fate take(const Payment& one);
  void list_alone(const DayRegistry& file, const std::set<std::string>& days, bank::Fates& fates);
};

}  // namespace kabinet::terminals

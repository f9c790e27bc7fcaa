// One statement into the ledger: what surely pays a contract is posted, everything else that came
// in is kept for a person, nothing is dropped. The same file again changes nothing.
#pragma once

#include "bank/day.hpp"
#include "bank/exchange.hpp"
#include "bank/fate.hpp"
#include "crypto/vault.hpp"
#include "pg/db.hpp"

#include <string>

namespace kabinet::bank {

struct Importer {
  pg::Db& db;
  const Vault& vault;
  std::string account;  // the payee's: a statement of another one is refused
  Day today = clock_day();  // of the whole run; days after tomorrow are not believed

  // False if the file is refused (then nothing of it is taken) or holds what a person must see.
  bool run(const Exchange& file, Fates& fates);

 private:
  // Doubtful: nothing in the file says that the money has come.
  void take(const Document& one, const std::string& key, bool is_doubtful, Fates& fates);
  Fate post(const Document& one, const std::string& key, Fate fate);
  Fate keep_for_person(const Document& one, const std::string& key, const std::string& kind,
                       Fate fate);
};

}  // namespace kabinet::bank

// Totals against documents. A transfer between two accounts of one statement stands in it once or
// twice, as the bank likes; it counts once for each account.
#include "bank/check.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace kabinet::bank {

namespace {

bool meet(const std::vector<std::string>& some, const std::vector<std::string>& own) {
  return std::any_of(some.begin(), some.end(), [&](const std::string& one) {
    return std::find(own.begin(), own.end(), one) != own.end();
  });
}

// Stops at the largest number: a hostile file then does not add up, instead of overflowing.
void add(std::int64_t& sum, std::int64_t kopecks) {
  if (__builtin_add_overflow(sum, kopecks, &sum)) sum = std::numeric_limits<std::int64_t>::max();
}

struct Sums {
  std::int64_t received = 0;
  std::int64_t spent = 0;
};

// What the documents say of one account.
Sums sums_of(const Exchange& file, const std::string& account) {
  Sums sums;
  std::set<std::string> transfers;
  for (const Document& one : file.documents) {
    if (direction_of(one, file.accounts) == Direction::own_transfer &&
        !transfers.insert(one.number + "|" + one.day + "|" + std::to_string(one.kopecks) + "|" +
                          one.payer_accounts.front() + "|" + one.payee_accounts.front()).second) {
      continue;
    }
    if (meet(one.payee_accounts, {account})) add(sums.received, one.kopecks);
    if (meet(one.payer_accounts, {account})) add(sums.spent, one.kopecks);
  }
  return sums;
}

bool balance_fits(const Totals& totals) {
  if (!totals.opening || !totals.closing) return true;
  return *totals.opening + totals.received.value_or(0) - totals.spent.value_or(0) ==
         *totals.closing;
}

}  // namespace

Direction direction_of(const Document& one, const std::vector<std::string>& own) {
  const bool to_us = meet(one.payee_accounts, own);
  const bool from_us = meet(one.payer_accounts, own);
  if (to_us) return from_us ? Direction::own_transfer : Direction::incoming;
  return from_us ? Direction::outgoing : Direction::foreign;
}

std::vector<Fault> faults_of(const Exchange& file, const std::string& account, bool& unchecked) {
  if (!file.faults.empty()) return file.faults;
  if (!meet({account}, file.accounts)) return {{1, "not_our_account"}};
  std::vector<Fault> faults;
  std::map<std::string, Sums> said;
  std::map<std::string, std::int64_t> lines;
  for (const Totals& totals : file.totals) {
    if (!balance_fits(totals)) faults.push_back({totals.line, "balance_wrong"});
    add(said[totals.account].received, totals.received.value_or(0));
    add(said[totals.account].spent, totals.spent.value_or(0));
    lines.emplace(totals.account, totals.line);
  }
  unchecked = !said.contains(account);
  for (const auto& [whose, sums] : said) {
    const Sums counted = sums_of(file, whose);
    if (counted.received != sums.received) faults.push_back({lines[whose], "received_differs"});
    if (counted.spent != sums.spent) faults.push_back({lines[whose], "spent_differs"});
  }
  return faults;
}

}  // namespace kabinet::bank

// Compares payments and refunds with each acquirer's own list (with the ledger: function audit).
// Differences become alarms for a person (infra/status, infra/alarms); a payment that the acquirer
// has and we have not heard of is asked about at once. Several workers may run: alarms are raised
// once.
#include "reconcile/manifest.hpp"

#include "base/json.hpp"
#include "log/log.hpp"
#include "payment/attempt.hpp"

#include <ctime>
#include <map>

namespace kabinet::reconcile {

namespace {

using json = nlohmann::json;

constexpr std::time_t looks_back_s = 26 * 3600;  // a day and what a clock change adds
constexpr int turns_unread_max = 3;

std::string utc(std::time_t at) {
  std::tm parts{};
  gmtime_r(&at, &parts);
  char text[sizeof "2026-03-01T00:00:00.000Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &parts);
  return text;
}

// A list that cannot be read now is read in the next turn; one that stays unread is told. Counted
// by this worker, the only one as a rule: a new one begins anew.
std::map<std::string, int> turns_unread;

std::int64_t miss_registry(Call& call, const std::string& provider) {
  if (++turns_unread[provider] < turns_unread_max) return 0;
  call.sql("payment_miss_registry", {provider});
  log_trouble("the registry of " + provider + " cannot be read", "");
  return 1;
}

json rows_of(const std::vector<Truth>& listed) {
  json rows = json::array();
  for (const Truth& one : listed) {
    rows.push_back({{"id", one.provider_id}, {"own_id", one.own_id},
                    {"paid", one.state == Truth::State::paid}, {"kopecks", one.kopecks},
                    {"refunded", one.refunded_kopecks}});
  }
  return rows;
}

// Refunds of payments that are too old for the first list: settle asks about those whose refund is
// not ours.
json rows_of(const std::vector<ListedRefund>& listed) {
  json rows = json::array();
  for (const ListedRefund& one : listed) {
    rows.push_back({{"id", one.id}, {"payment", one.payment_id}});
  }
  return rows;
}

// How much of it nobody can explain.
std::int64_t match_registry(Call& call, const std::string& provider) {
  const std::time_t begun = std::time(nullptr);
  const std::string since = utc(begun - looks_back_s);
  const auto acquirer = payment::acquirer_of(call.site(), provider);
  if (!acquirer->can_list()) return 0;
  const auto listed = acquirer->list_since(since);
  const auto refunds = acquirer->list_refunds_since(since);
  if (!listed || !refunds) return miss_registry(call, provider);
  turns_unread.erase(provider);
  const json said =
      json::parse(call.sql("payment_match_registry",
                           {provider, since, utc(begun), rows_of(*listed).dump()}).scalar());
  call.sql("payment_match_refunds", {provider, rows_of(*refunds).dump()});
  const auto strange = said.at("strange").get<std::int64_t>();
  if (strange != 0) log_trouble("the registry of " + provider + " differs", "");
  return strange;
}

}  // namespace

std::int64_t tick(Call& call, const Stopping&) {
  const AcquirerSite& site = call.site().acquirer;
  std::int64_t strange = match_registry(call, site.card);
  if (site.sbp != site.card) strange += match_registry(call, site.sbp);
  return strange;
}

}  // namespace kabinet::reconcile

// Counts the ledger and the payments anew, all of it: whatever changed a balance, and however. A
// difference becomes an alarm for a person (infra/status, infra/alarms), raised once.
#include "audit/manifest.hpp"

#include "base/json.hpp"
#include "log/log.hpp"

#include <chrono>

namespace kabinet::audit {

namespace {

using Clock = std::chrono::steady_clock;

// A count reads everything. Of a small ledger it is made in every turn; of a large one it takes a
// tenth of a core at most, and a difference is found later.
constexpr int rest_per_count = 9;
Clock::time_point rests_until;

}  // namespace

std::int64_t tick(Call& call, const Stopping&) {
  const auto begun = Clock::now();
  if (begun < rests_until) return 0;
  const auto said = nlohmann::json::parse(call.sql("payment_check").scalar());
  rests_until = Clock::now() + rest_per_count * (Clock::now() - begun);
  const auto differences = said.at("differences").get<std::int64_t>();
  if (differences != 0) log_trouble("payments and ledger differ", "");
  return differences;
}

}  // namespace kabinet::audit

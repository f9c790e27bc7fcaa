// Counts the ledger and the payments anew, all of it: whatever changed a balance, and however. A
// difference becomes an alarm for a person (infra/status, infra/alarms), raised once.
#include "audit/manifest.hpp"

#include "base/json.hpp"
#include "log/log.hpp"

#include <chrono>
#include <exception>

namespace kabinet::audit {

namespace {

using Clock = std::chrono::steady_clock;

// A count reads everything. Of a small ledger it is made in every turn; of a large one it takes a
// tenth of a core at most, and a difference is found later.
constexpr int rest_per_count = 9;
constexpr int failures_max = 3;
Clock::time_point rests_until;
int failures = 0;

// Rests however the count has ended.
struct Rest {
  Clock::time_point begun = Clock::now();
  ~Rest() { rests_until = Clock::now() + rest_per_count * (Clock::now() - begun); }
};

std::int64_t count(Call& call) {
  const Rest rest;
  const auto said = nlohmann::json::parse(call.sql("payment_check").scalar());
  failures = 0;
  return said.at("differences").get<std::int64_t>();
}

}  // namespace

// A count that cannot be made finds nothing: after three of them a person is told.
std::int64_t tick(Call& call, const Stopping&) {
  if (Clock::now() < rests_until) return 0;
  try {
    const std::int64_t differences = count(call);
    if (differences != 0) log_trouble("payments and ledger differ", "");
    return differences;
  } catch (const std::exception&) {
    if (++failures >= failures_max) call.sql("payment_miss_count");
    throw;
  }
}

}  // namespace kabinet::audit

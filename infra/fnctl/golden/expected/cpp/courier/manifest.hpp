// Derived by fnctl from functions/courier/function.json; do not edit.
// Tells the courier which parcels wait
#pragma once

#include "base/secret.hpp"
#include "queue/job.hpp"
#include "queue/outcome.hpp"
#include "runtime/call.hpp"
#include "runtime/function.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kabinet::courier {

// One job of topic courier.
Outcome work(Call& call, const Job& job);

const Function& function();

}  // namespace kabinet::courier

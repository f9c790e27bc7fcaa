// Derived by fnctl from functions/sweep/function.json; do not edit.
// Throws away parcels nobody fetched
#pragma once

#include "base/secret.hpp"
#include "runtime/call.hpp"
#include "runtime/function.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kabinet::sweep {

std::int64_t tick(Call& call, const Stopping& stopping);

const Function& function();

}  // namespace kabinet::sweep

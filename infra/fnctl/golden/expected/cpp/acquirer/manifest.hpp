// Derived by fnctl from functions/acquirer/function.json; do not edit.
// The acquirer says that a parcel is paid for
#pragma once

#include "base/secret.hpp"
#include "runtime/call.hpp"
#include "runtime/function.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kabinet::acquirer {

// POST /notice/acquirer/{shop}
struct Hear {
  std::string shop;
};

Reply hear(Call& call, const Hear& in);

// GET /terminal
struct PayIn {};

Reply pay_in(Call& call, const PayIn& in);

const Function& function();

}  // namespace kabinet::acquirer

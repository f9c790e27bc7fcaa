// Derived by fnctl from functions/sweep/function.json; do not edit.
#include "sweep/manifest.hpp"

namespace kabinet::sweep {

namespace {

constexpr std::string_view text = R"manifest({
  "name": "sweep",
  "summary": "Throws away parcels nobody fetched",
  "trigger": "timer",
  "every": "5m",
  "workers_max": 1,
  "sql": "parcel_sweep"
}
)manifest";

}  // namespace

const Function& function() {
  static const Function value = [] {
    Function made;
    made.name = "sweep";
    made.manifest = text;
    made.body_limit = 16384;
    made.time_limit = std::chrono::milliseconds{5000};
    made.every = std::chrono::seconds{300};
    made.tick = tick;
    return made;
  }();
  return value;
}

}  // namespace kabinet::sweep

// Derived by fnctl from functions/courier/function.json; do not edit.
#include "courier/manifest.hpp"

namespace kabinet::courier {

namespace {

constexpr std::string_view text = R"manifest({
  "name": "courier",
  "summary": "Tells the courier which parcels wait",
  "trigger": "queue",
  "topic": "courier",
  "workers": 2,
  "sql": ["queue_end", "queue_take"],
  "secrets": ["courier_access_token"],
  "reaches": ["courier_company"]
}
)manifest";

}  // namespace

const Function& function() {
  static const Function value = [] {
    Function made;
    made.name = "courier";
    made.manifest = text;
    made.body_limit = 16384;
    made.time_limit = std::chrono::milliseconds{5000};
    made.topic = "courier";
    made.work = work;
    return made;
  }();
  return value;
}

}  // namespace kabinet::courier

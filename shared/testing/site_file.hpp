// A Site as the JSON that read_site() reads, for tests that start a worker as a process.
#pragma once

#include "base/json.hpp"
#include "runtime/site.hpp"

namespace kabinet::testing {

[[nodiscard]] nlohmann::json site_json(const Site& site);

}  // namespace kabinet::testing

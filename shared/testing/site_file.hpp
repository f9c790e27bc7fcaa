// A Site as the JSON that read_site() reads, for tests that start a worker as a process.
#pragma once

#include "runtime/site.hpp"

#include <nlohmann/json.hpp>

namespace kabinet::testing {

[[nodiscard]] nlohmann::json site_json(const Site& site);

}  // namespace kabinet::testing

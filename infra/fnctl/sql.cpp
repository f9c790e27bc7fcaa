// One PostgreSQL role for each function, and for each role exactly what its manifest names. Both
// files are run by infra/migrate as the superuser, inside the transaction that rebuilds schema api.
#include "fnctl.hpp"

#include <algorithm>
#include <sstream>

namespace kabinet::fnctl {

namespace {

constexpr std::int64_t spare_connections = 20;  // for migrations, backups and people

std::string grants(const Manifest& one) {
  const bool enters = std::any_of(one.routes.begin(), one.routes.end(),
                                  [](const Route& route) { return route.signed_in(); });
  std::vector<std::string> callable;
  if (enters) callable.push_back("auth.enter");
  for (const auto& name : one.all_sql()) callable.push_back("api." + name);
  if (callable.empty()) return "";
  return fill("\ngrant usage on schema @schemas@ to fn_@name@;\n"
              "grant execute on function\n  @callable@\n  to fn_@name@;\n",
              {{"schemas", enters ? "api, auth" : "api"},
               {"callable", join(callable, ",\n  ")},
               {"name", one.name}});
}

}  // namespace

Files derive_sql(const Manifests& all, const Patterns& patterns) {
  std::string roles = patterns.at("roles.sql"), granted;
  std::vector<std::string> named;
  for (const Manifest& one : all) {
    const std::string time = std::to_string(one.time_ms);
    roles += fill(patterns.at("role.sql"), {{"name", one.name},
                         {"connections", std::to_string(one.workers_max + 4)},
                         {"time", time},
                         {"idle", std::to_string(std::max<std::int64_t>(10'000, one.time_ms))}});
    granted += grants(one);
    for (const auto& name : one.all_sql()) {
      named.push_back("\n    ('" + one.name + "', '" + name + "')");
    }
  }
  if (named.empty()) named.push_back("\n    (null::text, null::text)");
  return {{"sql/generated/roles.sql", roles},
          {"sql/generated/grants.sql",
           fill(patterns.at("grants.sql"), {{"named", join(named, ",")}}) + granted}};
}

void check_connections(const Manifests& all, const std::string& postgresql_conf) {
  std::int64_t needed = spare_connections, given = 100;
  for (const Manifest& one : all) needed += one.workers_max;
  std::istringstream lines{postgresql_conf};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    std::string key, equals;
    if (words >> key && key == "max_connections") words >> equals >> given;
  }
  if (needed <= given) return;
  throw manifest::Wrong{
      "infra/postgres/postgresql.conf: max_connections = " + std::to_string(given) +
      ", but all workers_max together and " + std::to_string(spare_connections) + " spare are " +
      std::to_string(needed) + "; lower a workers_max or raise max_connections"};
}

}  // namespace kabinet::fnctl

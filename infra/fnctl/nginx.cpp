// What nginx must know of a function: its addresses, its limits and its sockets. Exactly the
// declared paths reach a function; methods are the runtime's business.
#include "fnctl.hpp"

#include <algorithm>
#include <set>

namespace kabinet::fnctl {

namespace {

// "= /api/otp", or "~ ^/api/contracts/[^/]+/operations\.csv$" for a path with fields.
std::string location_of(const std::string& path) {
  if (path.find('{') == std::string::npos) return "= " + path;
  std::string pattern;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '{') {
      pattern += "[^/]+";
      at = path.find('}', at);
    } else {
      pattern += (path[at] == '.' ? "\\" : "") + std::string{path[at]};
    }
  }
  return "~ ^" + pattern + "$";
}

std::string location(const Manifest& one, const std::string& place) {
  const std::string rate = one.rate.empty() ? "" : fill(
      "    limit_req zone=@name@ burst=@burst@ nodelay;\n",
      {{"name", one.name}, {"burst", std::to_string(one.burst)}});
  const bool whole = one.body_bytes % 1024 == 0;
  return fill("location @place@ {\n"
              "    include snippets/api.conf;\n"
              "@rate@"
              "    client_max_body_size @body@;\n"
              "    fastcgi_read_timeout @time@s;\n"
              "    set $function @name@;\n"
              "    fastcgi_pass $function$pool;\n"
              "}\n",
              {{"place", place},
               {"rate", rate},
               {"body", whole ? std::to_string(one.body_bytes / 1024) + "k"
                              : std::to_string(one.body_bytes)},
               {"time", std::to_string((one.time_ms + 999) / 1000 + 5)},
               {"name", one.name}});
}

std::string routes(const Manifest& one) {
  std::set<std::string> literal, patterns;
  for (const Route& route : one.routes) {
    if (route.internal) continue;
    const std::string place = location_of(route.path);
    (place[0] == '=' ? literal : patterns).insert(place);
  }
  std::string made = derived_from("#", one);
  for (const auto& place : literal) made += location(one, place);
  for (const auto& place : patterns) made += location(one, place);
  return made;
}

}  // namespace

Files derive_nginx(const Manifests& all, const Patterns& patterns) {
  const std::string top = "# Derived by fnctl from functions/*/function.json; do not edit.\n";
  std::string upstreams = top, limits = top;
  Files files;
  // Three equal servers are three tries of a safe method; an unsafe one is sent once.
  for (const Manifest& one : all) {
    if (!one.served()) continue;
    files["nginx/generated/routes/" + one.name + ".conf"] = routes(one);
    upstreams += fill(patterns.at("upstream.conf"), {{"name", one.name}});
    if (one.rate.empty()) continue;
    limits += "limit_req_zone $network zone=" + one.name + ":1m rate=" + one.rate + ";\n";
  }
  files["nginx/generated/upstreams.conf"] = upstreams;
  files["nginx/generated/limits.conf"] = limits;
  return files;
}

}  // namespace kabinet::fnctl

// Routing is on the decoded path against the manifest's patterns, segment by segment; nothing is
// rewritten, so nginx, this table and the log cannot disagree.
#include "runtime/route.hpp"

#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "text/text.hpp"

#include <optional>

namespace kabinet {

namespace {

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD"; }

std::string_view first_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const auto end = rest.find('/');
  const std::string_view segment = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
  return segment;
}

// The path's own fields if it fits the pattern.
std::optional<FieldMap> match(std::string_view pattern, std::string_view path) {
  FieldMap fields;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = first_segment(pattern);
    const std::string_view given = first_segment(path);
    if (wanted.starts_with('{') && wanted.ends_with('}')) {
      if (given.empty() || given.size() > 200) return std::nullopt;
      fields.emplace(wanted.substr(1, wanted.size() - 2), std::string{given});
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return fields;
}

}  // namespace

Found find_route(const Function& function, const Request& request) {
  if (request.path.empty() || request.path.front() != '/' || !is_clean_utf8(request.path)) {
    refuse("not_found");
  }
  const std::string_view method = request.method == "HEAD" ? std::string_view{"GET"}
                                                            : std::string_view{request.method};
  bool path_known = false;
  std::optional<Found> found;
  for (const Route& route : function.routes) {
    auto fields = match(route.pattern, request.path);
    if (!fields) continue;
    path_known = true;
    // "/payments/options" is itself before it is a payment called "options".
    const bool plainer = !found || fields->size() < found->path_fields.size();
    // A machine's GET may move money (OSMP `pay`): only the real one reaches it.
    if (route.level == Level::machine && request.method == "HEAD") continue;
    if (route.method == method && plainer) found = Found{&route, std::move(*fields)};
  }
  if (found) return std::move(*found);
  refuse(path_known ? "method_not_allowed" : "not_found");
}

void check_form(const Function& function, const Route& route, const Request& request,
                const Site& site, std::string_view csrf) {
  if (request.body.size() > function.body_limit) refuse("body_too_large");
  if (is_safe(request.method) || route.level == Level::machine) return;
  // A browser says where a request comes from; a script says nothing and carries X-CSRF instead.
  if (!request.fetch_site.empty()) {
    if (request.fetch_site != "same-origin") refuse("csrf_refused");
  } else if (!request.origin.empty() && request.origin != site.url &&
             request.origin != request.scheme + "://" + request.host) {
    refuse("csrf_refused");
  }
  const std::string_view type =
      std::string_view{request.content_type}.substr(0, request.content_type.find(';'));
  if (!request.body.empty() && type != "application/json") refuse("content_type_unsupported");
  if (route.level != Level::nobody && !csrf.empty() &&
      !equal_in_constant_time(request.csrf, csrf)) {
    refuse("csrf_refused");
  }
}

FieldMap fields_of(const Request& request, FieldMap path_fields) {
  FieldMap sent;
  if (is_safe(request.method)) {
    if (!request.body.empty()) refuse("request_malformed");
    for (auto& [name, value] : query_fields(request.query)) sent.emplace(name, std::move(value));
  } else {
    if (!request.query.empty()) refuse("request_malformed");
    sent = json_fields(request.body);
  }
  for (auto& [name, value] : path_fields) {
    if (!sent.emplace(name, std::move(value)).second) refuse("request_malformed");
  }
  return sent;
}

}  // namespace kabinet

// Finding a route by method and path, and what a request must be before a handler sees it.
#pragma once

#include "http/fields.hpp"
#include "http/request.hpp"
#include "runtime/function.hpp"
#include "runtime/site.hpp"

#include <string>
#include <string_view>

namespace kabinet {

struct Found {
  const Route* route = nullptr;
  FieldMap path_fields;
};

// Throws Refusal not_found or method_not_allowed.
[[nodiscard]] Found find_route(const Function& function, const Request& request);

// Throws Refusal csrf_refused, body_too_large or content_type_unsupported (security.md D7).
// `csrf` is what X-CSRF must hold for the session of this request; empty without a session.
void check_form(const Function& function, const Route& route, const Request& request,
                const Site& site, std::string_view csrf);

// Path, query (safe methods) or JSON body (others) together. Throws Refusal request_malformed.
[[nodiscard]] FieldMap fields_of(const Request& request, FieldMap path_fields);

}  // namespace kabinet

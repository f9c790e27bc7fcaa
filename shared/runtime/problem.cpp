// What every route may refuse stands here once; what only one route refuses stands in its
// manifest. The title is for people who read a trace; pages have their own words by code.
#include "runtime/problem.hpp"

#include "base/json.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace kabinet {

namespace {

struct Common {
  std::string_view code;
  int status;
  std::string_view title;
};

constexpr std::array<Common, 12> common{{
    {"request_malformed", 400, "The request is not in the form this address takes."},
    {"session_required", 401, "Sign in first."},
    {"csrf_refused", 403, "The request did not come from our own page; send X-CSRF."},
    {"step_up_required", 403, "The session's level is too low for this."},
    {"not_found", 404, "There is no such thing, or it is not yours."},
    {"method_not_allowed", 405, "This address does not take this method."},
    {"body_too_large", 413, "The body is larger than this address takes."},
    {"content_type_unsupported", 415, "Send the body as application/json."},
    {"fields_invalid", 422, "Some fields are wrong; see fields."},
    {"too_many_requests", 429, "Too many tries; wait as long as Retry-After says."},
    {"internal", 500, "Our mistake. Tell support the reference."},
    {"unavailable", 503, "For a moment this does not work; try again."},
}};

const Common* find_common(std::string_view code) {
  const auto it = std::find_if(common.begin(), common.end(),
                               [&](const Common& one) { return one.code == code; });
  return it == common.end() ? nullptr : it;
}

// What only one route refuses is named by the rule that was broken: "amount_is_payable".
std::string title_of_rule(std::string code) {
  std::replace(code.begin(), code.end(), '_', ' ');
  return "Refused by a rule of this address: " + code + ".";
}

}  // namespace

std::optional<int> status_of(const Route* route, std::string_view code) {
  if (route != nullptr) {
    for (const auto& [name, status] : route->refuses) {
      if (name == code) return status;
    }
  }
  const Common* known = find_common(code);
  return known == nullptr ? std::nullopt : std::optional{known->status};
}

Reply problem(int status, const Refusal& refusal, std::string_view reference) {
  const Common* known = find_common(refusal.code);
  nlohmann::ordered_json body;
  body["type"] = "about:blank";
  body["title"] = known != nullptr ? std::string{known->title} : title_of_rule(refusal.code);
  body["status"] = status;
  body["code"] = refusal.code;
  if (!refusal.fields.empty()) body["fields"] = refusal.fields;
  for (const auto& [name, value] : refusal.numbers) body[name] = value;
  if (refusal.retry_after_s) body["retry_after_s"] = *refusal.retry_after_s;
  body["reference"] = std::string{reference};
  Reply reply{status, "application/problem+json",
              body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), {}};
  if (refusal.retry_after_s) reply.with("Retry-After", std::to_string(*refusal.retry_after_s));
  return reply;
}

}  // namespace kabinet

// The one catch of the product. A handler throws Refusal on purpose; everything else that flies
// is trouble, of which the client learns a reference number and the log the rest.
#include "runtime/answer.hpp"

#include "base/refusal.hpp"
#include "base/require.hpp"
#include "log/log.hpp"
#include "runtime/call.hpp"
#include "runtime/problem.hpp"
#include "runtime/route.hpp"

#include <chrono>
#include <string>

namespace kabinet {

namespace {

Reply handled(const Function& function, pg::Db& db, const Request& request, const Site& site,
              const Vault& vault, const Route*& route) {
  Found found = find_route(function, request);
  route = found.route;
  Call call{function, route, request, db, site, vault};
  check_form(function, *route, request, site, call.csrf());
  // An outside party's query and body follow its own protocol; the handler reads them itself.
  Fields fields{route->level == Level::machine
                    ? std::move(found.path_fields)
                    : fields_of(request, std::move(found.path_fields))};
  return route->handle(call, fields);
}

Reply refused(const Route* route, const Refusal& refusal, const Request& request,
              std::string& code) {
  const auto status = status_of(route, refusal.code);
  if (!status) {
    log_trouble("the refusal " + refusal.code + " is not declared", request.id);
    code = "internal";
    return problem(500, Refusal{code, {}, {}, {}}, request.id);
  }
  code = refusal.code;
  return problem(*status, refusal, request.id);
}

Reply troubled(int status, const char* what, const Request& request, std::string& code) {
  log_trouble(what, request.id);
  code = status == 503 ? "unavailable" : "internal";
  Refusal refusal{code, {}, {}, {}};
  if (status == 503) refusal.retry_after_s = 2;
  return problem(status, refusal, request.id);
}

}  // namespace

Reply answer(const Function& function, pg::Db& db, const Request& request, const Site& site,
             const Vault& vault) {
  const auto begun = std::chrono::steady_clock::now();
  const Route* route = nullptr;
  std::string code;
  Reply reply;
  try {
    reply = handled(function, db, request, site, vault, route);
  } catch (const Refusal& refusal) {
    reply = refused(route, refusal, request, code);
  } catch (const pg::Unavailable& trouble) {
    reply = troubled(503, trouble.what(), request, code);
  } catch (const std::exception& trouble) {
    reply = troubled(500, trouble.what(), request, code);
  }
  reply.with("Cache-Control", "no-store").with("X-Request-Id", request.id);
  const auto spent = std::chrono::steady_clock::now() - begun;
  log_request({.method = route == nullptr ? "-" : route->method,
               .route = route == nullptr ? "-" : route->pattern,
               .status = reply.status,
               .code = code,
               .reference = request.id,
               .micros = std::chrono::duration_cast<std::chrono::microseconds>(spent).count()});
  return reply;
}

}  // namespace kabinet

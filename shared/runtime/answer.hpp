// The one path of a request, whichever mouth it came through: FastCGI, the shim or a test.
#pragma once

#include "crypto/vault.hpp"
#include "http/request.hpp"
#include "pg/db.hpp"
#include "runtime/function.hpp"
#include "runtime/site.hpp"

namespace kabinet {

// Finds the route, checks size, form, origin and CSRF, reads the fields (of a machine's request
// only those in the path), calls the handler; turns every refusal and every trouble into an answer
// and writes the log line. Never throws.
[[nodiscard]] Reply answer(const Function& function, pg::Db& db, const Request& request,
                           const Site& site, const Vault& vault);

}  // namespace kabinet

// One request on its way through a handler: the request, the database under the caller's own
// context, the site's settings and the vault. A handler is `Reply verb(Call&, const Verb&)`.
#pragma once

#include "http/request.hpp"
#include "pg/db.hpp"
#include "runtime/function.hpp"
#include "runtime/site.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace kabinet {

class Vault;

class Call {
 public:
  Call(const Function& function, const Route* route, const Request& request, pg::Db& db,
       const Site& site, const Vault& vault);

  const Request& request() const { return request_; }
  const Site& site() const { return site_; }
  const Vault& vault() const { return vault_; }

  // Calls api.<name>(values…) as the caller: for a route whose level is not `nobody` the
  // session's proof goes first, in the same transaction and round trip. A violated constraint
  // listed in the route's `refuses` becomes that refusal. `name` must stand in the manifest.
  pg::Rows sql(std::string_view name, pg::Values values = {});
  // The only `sql` of the route (Broken if the manifest lists several).
  pg::Rows ask(pg::Values values = {});

  // BLAKE2b-256 of the session cookie; empty optional without a cookie of the right form.
  [[nodiscard]] std::optional<Bytes> session_hash() const;
  // Value of the device cookie's hash, for the known-device lane of limits.
  [[nodiscard]] std::optional<Bytes> device_hash() const;
  // What the X-CSRF header must hold for a given session token (base64url text).
  [[nodiscard]] std::string csrf_for(std::string_view session_token) const;
  // The same for the session of this request; empty without one.
  [[nodiscard]] std::string csrf() const;
  // "127.0.0.0/24" or "2001:db8:1::/48": what is kept of an address.
  [[nodiscard]] std::string network() const;

 private:
  const Function& function_;
  const Route* route_;
  const Request& request_;
  pg::Db& db_;
  const Site& site_;
  const Vault& vault_;
};

}  // namespace kabinet

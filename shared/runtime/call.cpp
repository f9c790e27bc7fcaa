// The caller's context is attached here, so that no handler can forget it.
#include "runtime/call.hpp"

#include "base/refusal.hpp"
#include "base/require.hpp"
#include "crypto/crypto.hpp"
#include "crypto/vault.hpp"
#include "runtime/problem.hpp"
#include "text/text.hpp"

#include <algorithm>

namespace kabinet {

namespace {

constexpr std::string_view session_cookie = "__Host-sid";
constexpr std::string_view device_cookie = "__Host-device";
constexpr std::size_t token_length = 43;  // 32 bytes of base64url

std::string_view word(Level level) {
  switch (level) {
    case Level::activation: return "activation";
    case Level::client: return "client";
    case Level::confirmed: return "confirmed";
    default: return "any";
  }
}

std::optional<Bytes> hash_of_cookie(const Request& request, std::string_view name) {
  const std::string value = cookie_value(request.cookie, name);
  if (value.size() != token_length) return std::nullopt;
  return hash32(value);
}

}  // namespace

Call::Call(const Function& function, const Route* route, const Request& request, pg::Db& db,
           const Site& site, const Vault& vault)
    : function_(function), route_(route), request_(request), db_(db), site_(site), vault_(vault) {}

std::optional<Bytes> Call::session_hash() const { return hash_of_cookie(request_, session_cookie); }
std::optional<Bytes> Call::device_hash() const { return hash_of_cookie(request_, device_cookie); }

std::string Call::csrf_for(std::string_view session_token) const {
  return base64url(vault_.mac("csrf", hash32(session_token).data));
}

std::string Call::csrf() const {
  const auto hash = session_hash();
  return hash ? base64url(vault_.mac("csrf", hash->data)) : std::string{};
}

std::string Call::network() const { return network_of(request_.remote_address); }

pg::Rows Call::ask(pg::Values values) {
  require(route_ != nullptr && route_->sql.size() == 1, "the route names exactly one sql function");
  return sql(route_->sql.front(), std::move(values));
}

pg::Rows Call::sql(std::string_view name, pg::Values values) {
  if (route_ == nullptr) return db_.call(name, values);
  require(std::find(route_->sql.begin(), route_->sql.end(), name) != route_->sql.end(),
          "the manifest names every sql function the route calls");
  const bool repeatable = route_->method == "GET";
  try {
    if (route_->level == Level::nobody || route_->level == Level::machine) {
      return db_.call(name, values, repeatable);
    }
    const auto hash = session_hash();
    if (!hash) refuse("session_required");
    return db_.call_as({*hash, std::string{word(route_->level)}}, name, values, repeatable);
  } catch (const pg::Violation& broken) {
    if (broken.constraint == "session_is_live") refuse("session_required");
    if (broken.constraint == "session_level_is_enough") refuse("step_up_required");
    if (!broken.constraint.empty() && status_of(route_, broken.constraint)) {
      refuse(broken.constraint);
    }
    throw;
  }
}

}  // namespace kabinet

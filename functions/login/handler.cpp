// The first two steps of signing in: ID and password, then a code on its way. A wrong ID and a
// wrong password do the same work in the same order, so that neither bytes nor time tell them
// apart: limits first (committed), one argon2id always, one row in the journal.
#include "login/manifest.hpp"

#include "auth/message.hpp"
#include "base/json.hpp"
#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "crypto/vault.hpp"

namespace kabinet::login {

namespace {

// Stands in for whoever does not exist. Made at a worker's first request of any kind, not at the
// first unknown ID: otherwise that one would be the slow one.
struct Nobody {
  std::string id = "nobody";
  Bytes dek_wrapped;
  Bytes password_sealed;

  explicit Nobody(const Vault& vault)
      : dek_wrapped(vault.new_client_key(id)),
        password_sealed(
            vault.seal(dek_wrapped, id, "client.password", password_hash_of_nobody())) {}
};

bool is_right(Call& call, const pg::Rows& found, const Secret& password) {
  static const Nobody nobody{call.vault()};
  const auto sealed = found.maybe_bytes(0, "password_sealed");
  const bool someone = sealed.has_value();
  const std::string hash = call.vault().open(
      someone ? found.bytes(0, "dek_wrapped") : nobody.dek_wrapped,
      someone ? found.need(0, "client_id") : nobody.id, "client.password",
      someone ? *sealed : nobody.password_sealed);
  const bool matches = password_matches(hash, password);
  if (!someone || !matches) return false;
  if (password_needs_rehash(hash)) {
    call.sql("identity_rehash_password",
             {found.need(0, "client_id"),
              call.vault().seal(found.bytes(0, "dek_wrapped"), found.need(0, "client_id"),
                                "client.password", password_hash(password))});
  }
  return true;
}

}  // namespace

Reply sign_in(Call& call, const SignIn& in) {
  const Bytes login_index = call.vault().blind_index("login", in.login);
  const auto found = call.sql("identity_begin_login",
                              {in.login, login_index, call.device_hash(), call.network(),
                               call.request().waited_ms});
  if (found.need(0, "verdict") == "limited") {
    refuse_for("too_many_requests", found.integer(0, "retry_after_s"));
  }
  if (!is_right(call, found, in.password)) {
    call.sql("identity_note_failure", {found.at(0, "client_id"), call.network()});
    refuse("login_or_password_wrong");
  }
  const auto phone = found.maybe_bytes(0, "phone_sealed");
  if (!phone) refuse("otp_disabled");

  const auth::Recipient to{found.need(0, "client_id"), found.bytes(0, "dek_wrapped"), *phone,
                           found.need(0, "language")};
  const auth::Sender from{call.site().organisation, call.site().host_name};
  const Secret flow = new_token();
  const auto code =
      auth::new_code(call.vault(), to, from, auth::Purpose::sign_in, flow.reveal());
  const auto opened = call.sql(
      "identity_open_challenge",
      {to.client_id, login_index, "client", hash32(flow.reveal()), code.mac, code.sms_sealed,
       auth::warning(call.vault(), to, from, auth::Warning::new_device), call.device_hash(),
       call.network(), found.need(0, "taken_at")});
  const auto& verdict = opened.need(0, "verdict");
  if (verdict == "disabled") refuse("otp_disabled");
  if (verdict == "limited") refuse_for("too_many_requests", opened.integer(0, "retry_after_s"));
  return ok(nlohmann::ordered_json{{"challenge", flow.reveal()},
                                   {"phone_hint", code.phone_hint},
                                   {"resend_after_s", opened.integer(0, "resend_after_s")},
                                   {"expires_in_s", opened.integer(0, "expires_in_s")}}
                .dump());
}

}  // namespace kabinet::login

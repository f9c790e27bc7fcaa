// Who is signed in, and how it ends. Which sessions a client may see or end is row level
// security's business: a foreign session looks like none.
#include "session/manifest.hpp"

#include "auth/cookies.hpp"
#include "base/json.hpp"
#include "base/refusal.hpp"
#include "crypto/vault.hpp"

namespace kabinet::session {

namespace {

constexpr int idle_after_s = 15 * 60;  // auth.enter ends an idle session

// "Алёна Фёдоровна": how the page greets; empty parts are left out.
std::string name_of(const Call& call, const pg::Rows& row) {
  std::string name;
  for (const std::string field : {"first_name", "middle_name"}) {
    const auto sealed = row.maybe_bytes(0, field + "_sealed");
    if (!sealed) continue;
    const std::string part = call.vault().open(
        row.bytes(0, "dek_wrapped"), row.need(0, "client_id"), "client." + field, *sealed);
    if (!part.empty()) name += (name.empty() ? "" : " ") + part;
  }
  return name;
}

Reply signed_out() {
  Reply reply = gone();
  reply.with("Set-Cookie", auth::no_session_cookie());
  // Cookies are not cleared as a whole: the device cookie must outlive a session.
  reply.with("Clear-Site-Data", "\"cache\", \"storage\"");
  return reply;
}

}  // namespace

Reply show(Call& call, const Show&) {
  const auto row = call.sql("identity_read_session");
  return ok(nlohmann::ordered_json{{"name", name_of(call, row)},
                                   {"login", row.need(0, "login")},
                                   {"level", row.need(0, "level")},
                                   {"csrf", call.csrf()},
                                   {"expires_at", row.need(0, "expires_at")},
                                   {"idle_after_s", idle_after_s},
                                   {"language", row.need(0, "language")}}
                .dump());
}

Reply sign_out(Call& call, const SignOut&) {
  call.sql("identity_sign_out");
  return signed_out();
}

Reply list(Call& call, const List&) {
  return ok(call.sql("identity_list_sessions").scalar());
}

Reply end_all(Call& call, const EndAll&) {
  call.sql("identity_end_sessions");
  return signed_out();
}

Reply end_one(Call& call, const EndOne& in) {
  const auto ended = call.sql("identity_end_session", {in.id});
  if (!ended.truth(0, "identity_end_session")) refuse("not_found");
  return gone();
}

}  // namespace kabinet::session

// The third step of signing in. The database counts a try and decides in one call, committed
// before this file words the answer; here only the code's mac and fresh tokens are made.
#include "otp/manifest.hpp"

#include "auth/cookies.hpp"
#include "auth/message.hpp"
#include "base/json.hpp"
#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "text/text.hpp"

namespace kabinet::otp {

namespace {

// A browser's name for the list of sessions; a header that is no text would break the call.
std::string user_agent(const Request& request) {
  return is_clean_utf8(request.user_agent) ? request.user_agent : std::string{};
}

[[noreturn]] void refuse_as(const pg::Rows& answer) {
  const auto& verdict = answer.need(0, "verdict");
  if (verdict == "wrong") {
    throw Refusal{"otp_code_wrong", {}, {}, {{"tries_left", answer.integer(0, "tries_left")}}};
  }
  if (verdict == "early") refuse_for("resend_too_early", answer.integer(0, "retry_after_s"));
  if (verdict == "limited") refuse_for("too_many_requests", answer.integer(0, "retry_after_s"));
  refuse(verdict == "disabled" ? "otp_disabled" : "challenge_over");
}

}  // namespace

Reply confirm(Call& call, const Confirm& in) {
  const Secret session = new_token();
  const Secret device = new_token();
  const auto answer = call.sql(
      "identity_confirm_code",
      {hash32(in.challenge.reveal()), auth::code_mac(call.vault(), in.challenge.reveal(), in.code),
       hash32(session.reveal()), call.session_hash(), call.device_hash(), hash32(device.reveal()),
       call.network(), user_agent(call.request())});
  if (answer.need(0, "verdict") != "right") refuse_as(answer);

  Reply reply = ok(nlohmann::ordered_json{
      {"next", answer.need(0, "level") == "activation" ? "password" : "home"},
      {"csrf", call.csrf_for(session.reveal())},
      {"expires_at", answer.need(0, "expires_at")}}
                       .dump());
  reply.with("Set-Cookie", auth::session_cookie(session));
  if (answer.truth(0, "device_is_new")) reply.with("Set-Cookie", auth::device_cookie(device));
  return reply;
}

Reply resend(Call& call, const Resend& in) {
  const Bytes flow = hash32(in.challenge.reveal());
  const auto found = call.sql("identity_find_challenge", {flow});
  if (found.empty()) refuse("challenge_over");

  const auth::Recipient to{found.need(0, "client_id"), found.bytes(0, "dek_wrapped"),
                           found.bytes(0, "phone_sealed"), found.need(0, "language")};
  const auto purpose = found.need(0, "level") == "activation" ? auth::Purpose::activation
                                                              : auth::Purpose::sign_in;
  const auto code = auth::new_code(call.vault(), to,
                                   {call.site().organisation, call.site().host_name}, purpose,
                                   in.challenge.reveal());
  const auto answer = call.sql("identity_resend_code",
                               {flow, code.mac, code.sms_sealed, call.network()});
  if (answer.need(0, "verdict") != "sent") refuse_as(answer);
  return ok(nlohmann::ordered_json{{"resend_after_s", answer.integer(0, "resend_after_s")},
                                   {"expires_in_s", answer.integer(0, "expires_in_s")}}
                .dump());
}

}  // namespace kabinet::otp

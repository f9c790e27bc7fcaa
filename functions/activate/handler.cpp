// How a client of an imported portfolio gets in, and how anyone gets back in: ID and the code of
// a letter by post, then a code to the phone, then a password of his own. Wrong ID, wrong, used
// and expired letters are one answer, decided by one query.
#include "activate/manifest.hpp"

#include "activate/password_rules.hpp"
#include "auth/cookies.hpp"
#include "auth/message.hpp"
#include "base/json.hpp"
#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "crypto/vault.hpp"

namespace kabinet::activate {

namespace {

auth::Sender sender(const Call& call) {
  return {call.site().organisation, call.site().host_name};
}

auth::Recipient recipient(const pg::Rows& row, Bytes phone_sealed) {
  return {row.need(0, "client_id"), row.bytes(0, "dek_wrapped"), std::move(phone_sealed),
          row.need(0, "language")};
}

std::vector<std::string> personal_words(const Call& call, const pg::Rows& row) {
  std::vector<std::string> words{row.need(0, "login")};
  for (const std::string field : {"last_name", "first_name", "middle_name"}) {
    if (const auto sealed = row.maybe_bytes(0, field + "_sealed")) {
      words.push_back(call.vault().open(row.bytes(0, "dek_wrapped"), row.need(0, "client_id"),
                                        "client." + field, *sealed));
    }
  }
  return words;
}

void refuse_weak(Weakness weakness) {
  switch (weakness) {
    case Weakness::none: return;
    case Weakness::too_short: throw Refusal{"fields_invalid", {{"password", "too_short"}}, {}, {}};
    case Weakness::too_common: refuse("password_too_common");
    case Weakness::too_personal: refuse("password_too_personal");
  }
}

}  // namespace

Reply begin(Call& call, const Begin& in) {
  const Bytes login_index = call.vault().blind_index("login", in.login);
  const Bytes letter_mac =
      call.vault().mac("activation", in.login + "|" + std::string{in.code.reveal()});
  const auto found = call.sql("identity_begin_activation",
                              {in.login, login_index, letter_mac, call.network()});
  if (found.need(0, "verdict") == "limited") {
    refuse_for("too_many_requests", found.integer(0, "retry_after_s"));
  }
  if (found.need(0, "verdict") == "wrong") refuse("login_or_code_wrong");
  const auto phone = found.maybe_bytes(0, "phone_sealed");
  if (!phone) refuse("otp_disabled");

  const auto to = recipient(found, *phone);
  const Secret flow = new_token();
  const auto code =
      auth::new_code(call.vault(), to, sender(call), auth::Purpose::activation, flow.reveal());
  const auto opened = call.sql(
      "identity_open_challenge",
      {to.client_id, login_index, "activation", hash32(flow.reveal()), code.mac, code.sms_sealed,
       auth::warning(call.vault(), to, sender(call), auth::Warning::new_device),
       call.device_hash(), call.network(), found.need(0, "taken_at")});
  if (opened.need(0, "verdict") == "disabled") refuse("otp_disabled");
  if (opened.need(0, "verdict") == "limited") {
    refuse_for("too_many_requests", opened.integer(0, "retry_after_s"));
  }
  return ok(nlohmann::ordered_json{{"challenge", flow.reveal()},
                                   {"phone_hint", code.phone_hint},
                                   {"resend_after_s", opened.integer(0, "resend_after_s")},
                                   {"expires_in_s", opened.integer(0, "expires_in_s")}}
                .dump());
}

Reply set_password(Call& call, const SetPassword& in) {
  const auto row = call.sql("identity_read_session");
  refuse_weak(weakness_of(in.password, personal_words(call, row)));

  const auto phone = row.maybe_bytes(0, "phone_sealed");
  std::optional<Bytes> notice;
  if (phone) {
    notice = auth::warning(call.vault(), recipient(row, *phone), sender(call),
                           auth::Warning::password_set);
  }
  const Secret token = new_token();
  const auto sealed = call.vault().seal(row.bytes(0, "dek_wrapped"), row.need(0, "client_id"),
                                        "client.password", password_hash(in.password));
  const auto set = call.sql("identity_set_password", {sealed, hash32(token.reveal()), notice});
  Reply reply = ok(nlohmann::ordered_json{{"next", "home"},
                                          {"csrf", call.csrf_for(token.reveal())},
                                          {"expires_at", set.scalar()}}
                       .dump());
  return reply.with("Set-Cookie", auth::session_cookie(token));
}

}  // namespace kabinet::activate

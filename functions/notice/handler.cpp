// What an acquirer's notice is good for: to ask sooner. Nothing in it is believed, not even that it
// came from the acquirer; settle asks with our own credentials and compares. A notice about a
// payment that nobody knows is answered like any other.
#include "notice/manifest.hpp"

#include "base/refusal.hpp"
#include "payment/attempt.hpp"
#include "provider/notice.hpp"

namespace kabinet::notice {

namespace {

void ask_soon(Call& call, const char* provider, const std::optional<Notice>& said) {
  if (!said) refuse("notice_is_readable");
  if (said->provider_id.empty()) return;  // of another kind: heard, or it would be said for a day
  call.ask({provider, said->provider_id, said->own_id, said->is_refund});
}

}  // namespace

Reply hear_yookassa(Call& call, const HearYookassa&) {
  ask_soon(call, "yookassa", read_yookassa_notice(call.request().body));
  return {200, "application/json", "{}", {}};
}

// T-Bank wants exactly these two letters, or it says it again for a day.
Reply hear_tbank(Call& call, const HearTbank&) {
  const std::string password = payment::secret_of(call.site().acquirer.tbank_password_file);
  ask_soon(call, "tbank", read_tbank_notice(call.request().body, password));
  return {200, "text/plain", "OK", {}};
}

}  // namespace kabinet::notice

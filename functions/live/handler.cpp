// Gives a page a channel of its own and tells nginx, connection by connection, whether the page
// that holds a token also holds the session it was made for. Keeping the connection and handing
// on what is said is nginx's work; saying it is the work of `publish`.
#include "live/manifest.hpp"
#include "live/token.hpp"

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "crypto/crypto.hpp"

namespace kabinet::live {

namespace {

constexpr std::chrono::seconds lifetime{600};  // nginx/snippets/live.conf cuts after as long

Moment now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

Reply subscribe(Call& call, const Subscribe&) {
  const Bytes channel = random_bytes(16);
  call.sql("queue_open_channel", {channel, std::int64_t{lifetime.count()}});
  const std::string token = token_for(call.vault(), channel, now() + lifetime);
  return ok(nlohmann::json{{"url", "/live/" + token}, {"expires_in_s", lifetime.count()}}.dump());
}

Reply authorize(Call& call, const Authorize& in) {
  const auto channel = channel_of(call.vault(), in.token, now());
  if (!channel) refuse("live_channel_is_yours");
  call.sql("queue_check_channel", {*channel});
  return gone();
}

}  // namespace kabinet::live

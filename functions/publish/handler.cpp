// Says a client's event on each of his listening channels, and cuts channels whose session has
// ended. An event only says that something is new: the page reads what, so hearing it twice or
// not at all (then the page polls) does no harm.
#include "publish/manifest.hpp"

#include "base/json.hpp"
#include "crypto/crypto.hpp"
#include "provider/http.hpp"

namespace kabinet::publish {

namespace {

using json = nlohmann::json;

constexpr std::int64_t news_for_s = 60;  // nginx forgets a message after as long
constexpr Patience patience{std::chrono::milliseconds{500}, std::chrono::milliseconds{1000}};

// Whether nginx has it; `why` otherwise.
bool tell(const Call& call, std::string_view method, const std::string& channel,
          const std::string& body, std::string& why) {
  const Exchange exchange = send_local(call.site().publish_socket, method,
                                       "/publish?id=" + channel, body, patience);
  // 201, 202: said, whether or not somebody listens. 404: closing what nobody ever opened.
  const bool taken = exchange.end == Exchange::End::answered &&
                     (exchange.status / 100 == 2 || exchange.status == 404);
  if (!taken) {
    why = exchange.end == Exchange::End::answered
              ? "nginx answers " + std::to_string(exchange.status) : "nginx is not reached";
  }
  return taken;
}

Outcome close(const Call& call, const json& channels) {
  std::string why;
  for (const json& channel : channels) {
    if (!tell(call, "DELETE", channel.get<std::string>(), "", why)) return Outcome::again(why);
  }
  return Outcome::done();
}

Outcome say(Call& call, const std::string& client, const std::string& event) {
  const pg::Rows channels = call.sql("queue_list_channels", {client});
  std::string why;
  for (std::size_t row = 0; row < channels.size(); ++row) {
    const std::string channel = base64url(channels.bytes(row, "channel"));
    if (!tell(call, "POST", channel, event, why)) return Outcome::again(why);
  }
  return Outcome::done();
}

}  // namespace

Outcome work(Call& call, const Job& job) {
  const json payload = json::parse(job.payload);
  if (job.age_s > news_for_s) return Outcome::done();
  if (payload.contains("close")) return close(call, payload.at("close"));
  return say(call, payload.at("client").get<std::string>(), payload.at("event").dump());
}

}  // namespace kabinet::publish

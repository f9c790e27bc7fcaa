// One message on its way: sent once, then asked about until the provider has a last word. A try
// that ended without an answer may have arrived, so before any second send the provider is asked
// for our own id. Waiting times and dead letters are the queue's business.
#include "notify/manifest.hpp"

#include "base/json.hpp"
#include "provider/sms.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace kabinet::notify {

namespace {

using json = nlohmann::json;
using State = Delivery::State;

constexpr std::int64_t code_life_s = 180;  // a one-time code is worth nothing afterwards
constexpr std::int64_t ask_at_most_s = 24 * 3600;

struct Letter {
  std::string phone;
  std::string text;
  bool is_code = false;
};

std::string member(const json& object, const char* name) {
  const auto at = object.is_object() ? object.find(name) : object.end();
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

// Parsing never throws here: the text of a parser's complaint would carry the message into a log.
Letter letter_of(const Job& job) {
  const json sealed = json::parse(job.opened, nullptr, false);
  const json payload = json::parse(job.payload, nullptr, false);
  return {member(sealed, "to"), member(sealed, "text"), member(payload, "purpose") == "otp"};
}

std::string password_of(const Site& site) {
  if (site.sms_password_file.empty()) return {};
  std::ifstream file{site.sms_password_file};
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error{"the SMS password file cannot be read"};
  return line;
}

const char* word(State state) {
  switch (state) {
    case State::sent: return "sent";
    case State::delivered: return "delivered";
    case State::read: return "read";
    case State::undelivered: return "undelivered";
    case State::expired: return "expired";
    case State::rejected: return "rejected";
    default: return "accepted";
  }
}

bool is_last(State state) {
  return state == State::delivered || state == State::read || state == State::undelivered ||
         state == State::expired || state == State::rejected;
}

// Asked soon at first, then ever more seldom.
std::int64_t ask_in_s(const Job& job) { return std::clamp<std::int64_t>(job.age_s / 2, 5, 3600); }

Outcome heard(const Job& job, const Delivery& delivery) {
  if (is_last(delivery.state)) {
    return Outcome::told(word(delivery.state), delivery.reason, std::nullopt, job.own_id);
  }
  if (job.age_s > ask_at_most_s) return Outcome::told("unknown", "no last word within a day");
  const bool known = delivery.state == State::accepted || delivery.state == State::sent;
  const std::string status = known || job.delivery.empty() ? word(delivery.state) : job.delivery;
  return Outcome::told(status, delivery.reason, ask_in_s(job), job.own_id);
}

Outcome sent(const Job& job, const Letter& letter, SmsProvider& provider) {
  Sms sms{job.own_id, letter.phone, letter.text, {}};
  if (letter.is_code) sms.life_s = code_life_s - job.age_s;
  const Sent answer = provider.send(sms);
  switch (answer.verdict) {
    case Sent::Verdict::accepted:
      return Outcome::told("accepted", "", ask_in_s(job), answer.provider_id);
    case Sent::Verdict::rejected: return Outcome::told("rejected", answer.reason);
    case Sent::Verdict::again: break;
  }
  return Outcome::again(answer.reason, answer.wait_s);
}

}  // namespace

Outcome work(Call& call, const Job& job) {
  const Letter letter = letter_of(job);
  if (letter.phone.empty() || letter.text.empty()) {
    return Outcome::told("rejected", "the job holds no message");
  }
  const Site& site = call.site();
  const auto provider = smsc({site.sms_url, site.sms_login, password_of(site), site.sms_sender});
  const bool too_late = letter.is_code && job.age_s >= code_life_s;

  if (job.provider_id.empty() && job.tries == 1) {
    return too_late ? Outcome::told("expired", "its code is over") : sent(job, letter, *provider);
  }
  const Delivery delivery = provider->ask(job.own_id, letter.phone);
  if (!job.provider_id.empty()) return heard(job, delivery);
  if (delivery.state == State::unclear) {
    return too_late ? Outcome::told("unknown", delivery.reason) : Outcome::again(delivery.reason);
  }
  if (delivery.state != State::absent) return heard(job, delivery);
  return too_late ? Outcome::told("expired", "its code is over") : sent(job, letter, *provider);
}

}  // namespace kabinet::notify

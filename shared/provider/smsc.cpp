// SMSC.ru: POST send.php and status.php, fmt=3 (JSON). HTTP is 200 for errors as well, the code
// in the body tells. Which errors are final and which pass by is decided here and nowhere else.
#include "provider/http.hpp"
#include "provider/sms.hpp"

#include "base/json.hpp"
#include "base/require.hpp"
#include "text/text.hpp"

#include <algorithm>

namespace kabinet {

namespace {

using json = nlohmann::json;

// The body as an object, or null: a party may answer anything.
json object_of(const Exchange& exchange) {
  json body = json::parse(exchange.body, nullptr, false);
  return body.is_object() ? body : json{};
}

// Numbers arrive as numbers or as text, depending on the field and the year.
std::optional<std::int64_t> number(const json& body, const char* name) {
  const auto at = body.find(name);
  if (at == body.end()) return std::nullopt;
  if (at->is_number_integer()) return at->get<std::int64_t>();
  if (!at->is_string()) return std::nullopt;
  const auto& text = at->get_ref<const std::string&>();
  const bool plain = !text.empty() && text.size() < 16 &&
                     std::all_of(text.begin(), text.end(), is_digit);
  return plain ? std::optional<std::int64_t>{std::stoll(text)} : std::nullopt;
}

std::string text_of(const json& body, const char* name) {
  const auto at = body.find(name);
  if (at == body.end()) return {};
  if (at->is_string()) return at->get<std::string>();
  return at->is_number_integer() ? std::to_string(at->get<std::int64_t>()) : std::string{};
}

Sent refused(std::int64_t code) {
  const std::string reason = "provider error " + std::to_string(code);
  switch (code) {
    case 1:  // parameters
    case 6:  // text or sender prohibited
    case 7:  // phone's form
    case 8:  // cannot be delivered
      return {Sent::Verdict::rejected, {}, reason, {}};
    case 4:  // our address is blocked for a time
      return {Sent::Verdict::again, {}, reason, 300};
    case 9:  // the same request within a minute, or too many at once
      return {Sent::Verdict::again, {}, reason, 60};
    default:  // 2 account, 3 no money, 5 and unknown ones: people repair it, then it goes
      return {Sent::Verdict::again, {}, reason, {}};
  }
}

Delivery state_of(std::int64_t status) {
  using State = Delivery::State;
  const std::string reason = "status " + std::to_string(status);
  switch (status) {
    case -3: return {State::absent, reason};
    case -1: return {State::accepted, reason};
    case 0: return {State::sent, reason};
    case 1: return {State::delivered, {}};
    case 2:
    case 4: return {State::read, {}};
    case 3: return {State::expired, reason};
    case -2:  // stopped
    case 20:  // impossible
    case 22:  // wrong number
    case 25:  // number unavailable
      return {State::undelivered, reason};
    case 23:  // prohibited
    case 24:  // no money
      return {State::rejected, reason};
    default: return {State::unclear, reason};
  }
}

// "03:00": hours and minutes, at least a minute, at most a day.
std::string life(std::int64_t seconds) {
  const std::int64_t minutes = std::clamp<std::int64_t>((seconds + 59) / 60, 1, 24 * 60);
  const auto two = [](std::int64_t n) {
    std::string text = std::to_string(n);
    return n < 10 ? "0" + text : text;
  };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

std::string digits(const std::string& phone) {
  return phone.starts_with('+') ? phone.substr(1) : phone;
}

class Smsc : public SmsProvider {
 public:
  explicit Smsc(SmscAccount account) : account_(std::move(account)) {
    const auto slash = account_.send_url.rfind('/');
    require(slash != std::string::npos, "the provider's address has a path");
    status_url_ = account_.send_url.substr(0, slash + 1) + "status.php";
  }

  Sent send(const Sms& sms) override {
    Form form = signed_form();
    form.insert(form.end(), {{"phones", digits(sms.phone)},
                             {"mes", sms.text},
                             {"id", sms.own_id},
                             {"sender", account_.sender}});
    if (sms.life_s) form.emplace_back("valid", life(*sms.life_s));
    const Exchange exchange = post_form(account_.send_url, form);
    if (exchange.end == Exchange::End::unsent) return again("the provider is not reached");
    if (exchange.end == Exchange::End::unsure) return again("the provider does not answer");
    if (exchange.status != 200) {
      return again("the provider answers " + std::to_string(exchange.status));
    }
    const json body = object_of(exchange);
    if (const auto code = number(body, "error_code")) return refused(*code);
    std::string id = text_of(body, "id");
    if (id.empty() || id.size() > 100) return again("the provider's answer is not understood");
    return {Sent::Verdict::accepted, std::move(id), {}, {}};
  }

  Delivery ask(const std::string& own_id, const std::string& phone) override {
    Form form = signed_form();
    form.insert(form.end(), {{"phone", digits(phone)}, {"id", own_id}});
    const Exchange exchange = post_form(status_url_, form);
    if (exchange.end != Exchange::End::answered || exchange.status != 200) {
      return {Delivery::State::unclear, "the provider does not answer"};
    }
    const json body = object_of(exchange);
    if (const auto code = number(body, "error_code")) {
      return {Delivery::State::unclear, "provider error " + std::to_string(*code)};
    }
    const auto at = body.find("status");
    if (at == body.end() || !at->is_number_integer()) {
      return {Delivery::State::unclear, "the provider's answer is not understood"};
    }
    return state_of(at->get<std::int64_t>());
  }

 private:
  static Sent again(std::string reason) {
    return {Sent::Verdict::again, {}, std::move(reason), {}};
  }

  [[nodiscard]] Form signed_form() const {
    return {{"login", account_.login}, {"psw", account_.password}, {"charset", "utf-8"},
            {"fmt", "3"}};
  }

  SmscAccount account_;
  std::string status_url_;
};

}  // namespace

std::unique_ptr<SmsProvider> smsc(SmscAccount account) {
  return std::make_unique<Smsc>(std::move(account));
}

}  // namespace kabinet

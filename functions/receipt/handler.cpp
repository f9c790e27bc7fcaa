// One piece of news about a payment becomes one SMS in the outbox, in the client's language. The
// news carries a key, so that a job worked on twice is one message. Sending is notify's business.
#include "receipt/manifest.hpp"

#include "base/json.hpp"
#include "crypto/vault.hpp"
#include "text/text.hpp"

namespace kabinet::receipt {

namespace {

using json = nlohmann::json;

// "1 500,75": thousands apart, two decimals.
std::string sum_of(std::int64_t kopecks, const char* decimal_sign) {
  std::string roubles = std::to_string(kopecks / 100);
  for (auto at = static_cast<std::int64_t>(roubles.size()) - 3; at > 0; at -= 3) {
    roubles.insert(static_cast<std::size_t>(at), " ");
  }
  const std::string rest = std::to_string(100 + kopecks % 100);
  return roubles + decimal_sign + rest.substr(1);
}

std::string english(const std::string& event, const std::string& sum, const pg::Rows& about) {
  const std::string which = "payment No. " + about.need(0, "number") + " of " + sum +
                            " RUB under contract " + about.need(0, "contract_numbers");
  if (event == "refunded") return ": refund of " + sum + " RUB for " + which + ".";
  return ": " + which + (event == "succeeded" ? " has arrived." : " failed, nothing was taken.");
}

std::string russian(const std::string& event, const std::string& sum, const pg::Rows& about) {
  const std::string number = " № " + about.need(0, "number");
  const std::string under = " руб. по договору " + about.need(0, "contract_numbers");
  if (event == "refunded") return ": возврат " + sum + under + ", платёж" + number + ".";
  return ": платёж" + number + " на " + sum + under +
         (event == "succeeded" ? " зачислен." : " не прошёл, деньги не списаны.");
}

std::string text_of(const pg::Rows& about, const std::string& event, const std::string& from) {
  const bool is_english = about.need(0, "language") == "en";
  const std::string sum = sum_of(about.integer(0, "amount_kopecks"), is_english ? "." : ",");
  return from + (is_english ? english(event, sum, about) : russian(event, sum, about));
}

}  // namespace

Outcome work(Call& call, const Job& job) {
  const json news = json::parse(job.payload);
  const auto payment = news.at("payment").get<std::string>();
  const auto event = news.at("event").get<std::string>();
  const std::optional<std::string> refund =
      news.contains("refund") ? std::optional{news.at("refund").get<std::string>()} : std::nullopt;
  const pg::Rows about = call.sql("payment_read_news", {payment, refund});
  const auto phone = about.empty() ? std::nullopt : about.maybe_bytes(0, "phone_sealed");
  if (!phone) return Outcome::done();
  const std::string to = call.vault().open(about.bytes(0, "dek_wrapped"),
                                           about.need(0, "client_id"), "client.phone", *phone);
  const json sms{{"to", to}, {"text", text_of(about, event, call.site().organisation)}};
  call.sql("payment_tell", {about.need(0, "client_id"), event + " " + refund.value_or(payment),
                            call.vault().seal_for("outbox", sms.dump())});
  return Outcome::done();
}

}  // namespace kabinet::receipt

// A payment begins here and is looked at here. The row is committed before the acquirer is asked,
// under the id the browser made: whatever breaks afterwards, settle finds the row and asks again
// with the same id. Whether money was taken is never learnt here.
#include "pay/manifest.hpp"

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "payment/attempt.hpp"

namespace kabinet::pay {

namespace {

using json = nlohmann::json;

constexpr std::int64_t page = 20;

// What was wished for, in one form whatever the order of members was.
json wishes_of(const Begin& in) {
  json wishes = json::array();
  for (const auto& item : in.items) {
    wishes.push_back({{"contract_id", item.contract_id}, {"amount_kopecks", item.amount_kopecks}});
  }
  return wishes;
}

std::string language_of(const Request& request) {
  return request.accept_language.starts_with("en") ? "en" : "ru";
}

const char* word(Created::Verdict verdict) {
  switch (verdict) {
    case Created::Verdict::taken: return "taken";
    case Created::Verdict::refused: return "refused";
    default: return "unknown";
  }
}

std::optional<std::string> maybe(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

}  // namespace

Reply begin(Call& call, const Begin& in) {
  const json wishes = wishes_of(in);
  const Site& site = call.site();
  const std::string acquirer = in.method == "sbp" ? site.acquirer.sbp : site.acquirer.card;
  const pg::Rows opened =
      call.sql("payment_open", {in.id, in.method, acquirer, hash32(in.method + wishes.dump()),
                                wishes.dump(), language_of(call.request())});
  const std::string& verdict = opened.need(0, "verdict");
  if (verdict == "limited") refuse_for("too_many_requests", opened.integer(0, "retry_after_s"));
  if (verdict == "answered") return created(opened.need(0, "answer"));

  const Attempt attempt =
      payment::attempt_of(call.sql("payment_read_own_attempt", {in.id}), call.vault(), site);
  const Created heard =
      payment::acquirer_of(site, opened.need(0, "provider"))->create(attempt);
  return created(call.sql("payment_record_created",
                          {in.id, word(heard.verdict), maybe(heard.truth.provider_id),
                           maybe(heard.reason), maybe(heard.truth.confirmation_type),
                           maybe(heard.truth.confirmation), heard.truth.expires_in_s})
                     .scalar());
}

Reply show(Call& call, const Show& in) { return ok(call.ask({in.id}).scalar()); }

Reply list(Call& call, const List& in) {
  return ok(call.ask({in.cursor, in.limit.value_or(page)}).scalar());
}

Reply offer(Call& call, const Offer&) { return ok(call.ask().scalar()); }

}  // namespace kabinet::pay

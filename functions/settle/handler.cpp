// The only place that learns whether money was taken or given back: it asks the acquirer with our
// own credentials and hands the answer to the database, which compares and credits. A lost notice,
// a browser that was closed and a worker that died on the way all end here.
#include "settle/manifest.hpp"

#include "log/log.hpp"
#include "payment/attempt.hpp"

namespace kabinet::settle {

namespace {

constexpr std::int64_t at_once = 20;  // payments a worker holds while it asks
constexpr int rounds = 50;            // of a turn

std::optional<std::string> maybe(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

const char* word(Truth::State state) {
  switch (state) {
    case Truth::State::pending: return "pending";
    case Truth::State::held: return "held";
    case Truth::State::paid: return "paid";
    case Truth::State::dead: return "dead";
    case Truth::State::absent: return "absent";
    default: return "unclear";
  }
}

const char* word(RefundTruth::State state) {
  switch (state) {
    case RefundTruth::State::pending: return "pending";
    case RefundTruth::State::done: return "done";
    case RefundTruth::State::dead: return "dead";
    case RefundTruth::State::absent: return "absent";
    default: return "unclear";
  }
}

struct Heard {
  std::string word;
  Truth truth;
};

// A payment that never got an id of the acquirer is begun once more with our own: an acquirer that
// took it the first time says what it said then.
Heard begin_again(Call& call, Acquirer& acquirer, const std::string& id) {
  const Attempt attempt =
      payment::attempt_of(call.sql("payment_read_due_attempt", {id}), call.vault(), call.site());
  Created made = acquirer.create(attempt);
  if (made.verdict == Created::Verdict::refused) made.truth.reason = made.reason;
  return {made.verdict == Created::Verdict::taken     ? word(made.truth.state)
          : made.verdict == Created::Verdict::refused ? "refused"
                                                      : "unclear",
          made.truth};
}

Heard fetched(Acquirer& acquirer, const std::string& id, const std::string& provider_id) {
  Truth truth = acquirer.fetch(id, provider_id);
  return {word(truth.state), std::move(truth)};
}

void settle_one(Call& call, const pg::Rows& due, std::size_t row) {
  const std::string id = due.need(row, "id");
  const auto provider_id = due.at(row, "provider_id");
  const auto acquirer = payment::acquirer_of(call.site(), due.need(row, "provider"));
  const Heard heard = provider_id ? fetched(*acquirer, id, *provider_id)
                                  : begin_again(call, *acquirer, id);
  const Truth& truth = heard.truth;
  if (due.need(row, "state") == "succeeded") {
    call.sql("payment_compare_refunded",
             {id, heard.word, truth.refunded_kopecks, truth.is_part_refunded});
    return;
  }
  call.sql("payment_settle",
           {id, heard.word, maybe(truth.provider_id), truth.kopecks, maybe(truth.currency),
            maybe(truth.reason), maybe(truth.confirmation_type), maybe(truth.confirmation),
            truth.expires_in_s});
}

// After a try without an answer the refund may exist. Acquirers know it by our key, so it is asked
// for again; T-Bank keeps no keys of SBP, so there its state is asked for first.
RefundTruth refunded(Call& call, Acquirer& acquirer, const pg::Rows& due, std::size_t row) {
  const RefundAttempt attempt = payment::refund_of(due, row, call.vault());
  const auto known = due.at(row, "provider_id");
  if (known) return acquirer.fetch_refund(attempt.id, *known, attempt.provider_id);
  const bool has_no_key = due.need(row, "provider") == "tbank" && due.need(row, "method") == "sbp";
  if (attempt.is_repeated && has_no_key) {
    const RefundTruth truth = acquirer.fetch_refund(attempt.id, "", attempt.provider_id);
    if (truth.state != RefundTruth::State::absent) return truth;
  }
  return acquirer.refund(attempt);
}

void settle_refund(Call& call, const pg::Rows& due, std::size_t row) {
  const auto acquirer = payment::acquirer_of(call.site(), due.need(row, "provider"));
  const RefundTruth truth = refunded(call, *acquirer, due, row);
  call.sql("payment_settle_refund", {due.need(row, "id"), word(truth.state),
                                     maybe(truth.provider_id), truth.kopecks,
                                     maybe(truth.reason)});
}

// One that cannot be asked about (a secret that is gone, an answer the database refuses) does not
// keep the others waiting: it comes again in its turn. Without a database there are no others.
template <typename One>
void each(Call& call, const pg::Rows& due, One one) {
  for (std::size_t row = 0; row < due.size(); ++row) {
    try {
      one(call, due, row);
    } catch (const pg::Unavailable&) {
      throw;
    } catch (const std::exception& trouble) {
      log_trouble("settling " + due.need(row, "id") + ": " + trouble.what(), "");
    }
  }
}

// One at a time: a refund is hidden from other workers for half a minute, and a slow bank answers a
// few of them in that time. Two workers who ask for the same one may give it back twice, where the
// bank keeps no keys.
std::int64_t settle_refunds(Call& call, const Stopping& stopping) {
  std::int64_t asked = 0;
  for (; asked < at_once && !stopping(); ++asked) {
    const pg::Rows due = call.sql("payment_take_due_refunds", {1});
    if (due.empty()) break;
    each(call, due, settle_refund);
  }
  return asked;
}

}  // namespace

std::int64_t tick(Call& call, const Stopping& stopping) {
  std::int64_t asked = 0;
  for (int round = 0; round < rounds && !stopping(); ++round) {
    const pg::Rows due = call.sql("payment_take_due", {at_once});
    each(call, due, settle_one);
    const std::int64_t refunds = settle_refunds(call, stopping);
    asked += static_cast<std::int64_t>(due.size()) + refunds;
    if (due.size() < static_cast<std::size_t>(at_once) && refunds < at_once) break;
  }
  return asked;
}

}  // namespace kabinet::settle

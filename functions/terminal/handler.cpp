// Cash at a terminal: may it be taken, and it was taken. A payment is credited and committed before
// it is answered, and the network's txn_id makes a repeat the same payment. Names are not told at
// all: whoever stands at a terminal may have typed a stranger's number.
#include "terminal/manifest.hpp"

#include "base/refusal.hpp"
#include "crypto/crypto.hpp"
#include "log/log.hpp"
#include "payment/attempt.hpp"
#include "terminal/osmp.hpp"
#include "text/text.hpp"

#include <algorithm>
#include <exception>

namespace kabinet::terminal {

namespace {

constexpr std::string_view xml = "text/xml; charset=utf-8";

std::string base64(const std::string& text) {
  std::string out = base64url(Bytes{text});
  std::replace(out.begin(), out.end(), '-', '+');
  std::replace(out.begin(), out.end(), '_', '/');
  while (out.size() % 4 != 0) out += '=';
  return out;
}

// A network proves itself by the address it was agreed to come from, or by HTTP Basic. The address
// is nginx's own word, never a header's.
void require_network(const Call& call) {
  const Site& site = call.site();
  const auto& known = site.terminal_addresses;
  if (std::find(known.begin(), known.end(), call.request().remote_address) != known.end()) return;
  const std::string proof =
      base64(site.terminal_login + ":" + payment::secret_of(site.terminal_password_file));
  if (!equal_in_constant_time(call.request().authorization, "Basic " + proof)) {
    refuse("terminal_is_ours");
  }
}

Result result_of(const std::string& verdict) {
  if (verdict == "ok" || verdict == "repeated") return Result::ok;
  if (verdict == "unknown") return Result::account_unknown;
  if (verdict == "closed") return Result::not_active;
  if (verdict == "too_small") return Result::too_small;
  if (verdict == "too_large") return Result::too_large;
  return Result::refused;  // differs: a known txn_id with another sum or account
}

Said check(Call& call, const Command& command) {
  const pg::Rows row = call.sql("payment_terminal_check", {command.account});
  Said said{result_of(row.need(0, "verdict")), {}, {}, {}};
  const std::int64_t kopecks = command.kopecks.value_or(0);
  if (said.result != Result::ok) return said;
  if (kopecks > row.integer(0, "max_kopecks")) {
    said.result = Result::too_large;
  } else if (kopecks > 0 && kopecks < row.integer(0, "min_kopecks")) {
    said.result = Result::too_small;
  } else {
    said.due = row.integer(0, "due_kopecks");
  }
  return said;
}

Said pay(Call& call, const Command& command) {
  const pg::Rows row =
      call.sql("payment_post_terminal",
               {call.site().terminal_network, without_zeros(command.txn_id), command.account,
                *command.kopecks, command.paid_on});
  Said said{result_of(row.need(0, "verdict")), {}, {}, {}};
  if (said.result != Result::ok) return said;
  said.number = row.need(0, "number");
  said.kopecks = command.kopecks;
  return said;
}

// Any other trouble would reach the network as a fatal answer, or as none; the cash is in the
// machine, so all it may hear is "repeat".
Said done(Call& call, const Command& command) {
  if (command.fault != Result::ok) return {command.fault, {}, {}, {}};
  try {
    return command.what == Command::What::pay ? pay(call, command) : check(call, command);
  } catch (const std::exception& trouble) {
    log_trouble(trouble.what(), call.request().id);
    return {Result::again, {}, {}, {}};
  }
}

}  // namespace

Reply hear(Call& call, const Hear&) {
  require_network(call);
  const Command command = read_command(call.request().query);
  return {200, std::string{xml}, xml_of(command, done(call, command)), {}};
}

}  // namespace kabinet::terminal

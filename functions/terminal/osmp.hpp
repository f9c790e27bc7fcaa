// The OSMP protocol of terminal networks: one command in a query, one XML answer with a result
// code. A network stops at a fatal code and repeats at one that is not, so the code decides
// whether cash that is already in a machine arrives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kabinet::terminal {

enum class Result {
  ok = 0,
  again = 1,            // not fatal: the network repeats until it hears another
  account_wrong = 4,    // not the form of an account
  account_unknown = 5,
  not_active = 79,
  too_small = 241,
  too_large = 242,
  refused = 300,
};

struct Command {
  enum class What { check, pay };
  What what = What::check;
  std::string txn_id;                   // 1 to 20 digits
  std::string account;
  std::string paid_on;                  // pay: YYYY-MM-DD of txn_date
  std::optional<std::int64_t> kopecks;  // check may come without
  Result fault = Result::ok;            // else: the command cannot be done for this
};

// Unknown parameters are ignored, as the protocol says. Never throws for what was sent.
[[nodiscard]] Command read_command(const std::string& query);

struct Said {
  Result result = Result::ok;
  std::string number;                   // pay: our payment's number
  std::optional<std::int64_t> kopecks;  // pay: what was credited
  std::optional<std::int64_t> due;      // check: what is to be paid
};

[[nodiscard]] std::string xml_of(const Command& command, const Said& said);

}  // namespace kabinet::terminal

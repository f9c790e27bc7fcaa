// The five kinds of sessions and what they share while they last.
#pragma once

#include "meeting.hpp"
#include "wishes.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::hot {

struct Meeting {
  Meeting(std::string conninfo, std::string level, const std::string& history_path,
          std::int64_t operations)
      : where(std::move(conninfo)), isolation(std::move(level)), all(operations),
        left(operations), history(history_path) {}

  std::string where;
  std::string isolation;
  std::vector<Contract> contracts;
  std::int64_t all;                // operations to do
  std::atomic<std::int64_t> left;  // of them still to begin
  std::atomic<std::int64_t> looks{0};
  std::atomic<std::int64_t> undone{0};
  std::atomic<std::int64_t> cut{0};
  std::atomic<std::int64_t> refused{0};
  History history;
  Latest<PayIn> pay_in;
  Latest<std::vector<Charge>> batch;
  Pool<Payment> opened;
  Pool<Payment> paid;
  Pool<Refund> refunds;

  // Whether a look is due before anybody begins more: there are looks all the way, however few
  // the machine's scheduler would let the looker take among 64 busy sessions.
  [[nodiscard]] bool waits_for_look() const { return (all - left) * 25 > (looks + 1) * all; }
};

enum class Part { terminal, payer, settler, clerk, importer };

// What a connection is made with: the superuser signs in and becomes `role` before the first
// statement, because a role's own limit of connections is far below 64.
[[nodiscard]] std::string conninfo_of(const Meeting& meeting, std::string_view role,
                                      std::string_view isolation);

// Does one operation after another until the meeting has no more to begin.
void take_part(Meeting& meeting, Part part, std::uint64_t seed);

}  // namespace kabinet::hot

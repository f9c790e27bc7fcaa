// Whether a statement adds up. What does not is refused whole: a document that is missing from
// the file, or is there twice, must not be found out by a client.
#pragma once

#include "bank/exchange.hpp"

#include <string>
#include <vector>

namespace kabinet::bank {

enum class Direction { incoming, outgoing, own_transfer, foreign };

// By the accounts on both sides, never by dates: banks fill those in as they like.
[[nodiscard]] Direction direction_of(const Document& one, const std::vector<std::string>& own);

// Empty if the statement is of this account (among others perhaps) and its documents sum to its
// totals. Sets `unchecked` where the file has no totals.
[[nodiscard]] std::vector<Fault> faults_of(const Exchange& file, const std::string& account,
                                           bool& unchecked);

}  // namespace kabinet::bank

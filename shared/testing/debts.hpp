// Debts and payments put into a test's database directly, for tests of what pays them.
#pragma once

#include "testing/bench.hpp"

#include <string>

namespace kabinet::testing {

// A contract of this person with a principal of `owed_kopecks`; gives its id.
std::string add_debt(Bench& bench, const Person& person, const std::string& number,
                     std::int64_t owed_kopecks);
// What is owed under it now.
[[nodiscard]] std::int64_t owed(Bench& bench, const std::string& number);

// A payment that was begun and whose acquirer has not been asked; due to be asked about at once.
// Gives its id.
std::string add_payment(Bench& bench, const std::string& contract, std::int64_t kopecks,
                        const std::string& method = "card",
                        const std::string& provider = "yookassa");
[[nodiscard]] std::string payment_state(Bench& bench, const std::string& payment);

}  // namespace kabinet::testing

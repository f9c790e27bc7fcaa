// What a password may not be. Length and lists only: rules about kinds of characters make
// passwords worse (NIST SP 800-63B), so there are none.
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kabinet::activate {

enum class Weakness { none, too_short, too_common, too_personal };

// `personal` are the client's ID and names; parts under 4 characters are not looked for.
[[nodiscard]] Weakness weakness_of(const Secret& password,
                                   const std::vector<std::string>& personal);

// How many common passwords are known.
[[nodiscard]] std::size_t common_passwords();

}  // namespace kabinet::activate

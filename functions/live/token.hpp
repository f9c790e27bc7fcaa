// What a page shows nginx to be let into its channel: 22 characters of channel, 8 of expiry and 43
// of a keyed hash over both, all base64url. It only opens together with the session's cookie.
#pragma once

#include "base/bytes.hpp"
#include "crypto/vault.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kabinet::live {

using Moment = std::chrono::sys_seconds;

[[nodiscard]] std::string token_for(const Vault& vault, const Bytes& channel, Moment expires_at);

// The channel of a token that we made and that has not expired; absent otherwise.
[[nodiscard]] std::optional<Bytes> channel_of(const Vault& vault, std::string_view token,
                                              Moment now);

}  // namespace kabinet::live

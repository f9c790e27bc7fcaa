// Refusals as application/problem+json (RFC 9457).
#pragma once

#include "base/refusal.hpp"
#include "http/request.hpp"
#include "runtime/function.hpp"

#include <optional>
#include <string_view>

namespace kabinet {

// Status of a refusal on this route: the manifest's word, else the common list, else absent.
[[nodiscard]] std::optional<int> status_of(const Route* route, std::string_view code);

[[nodiscard]] Reply problem(int status, const Refusal& refusal, std::string_view reference);

}  // namespace kabinet

// JSON of a party that may answer anything: what is missing or of another type is absent, and a
// text that is deeply nested, or no object, is no object at all. Nothing here throws.
#pragma once

#include "base/json.hpp"
#include "provider/acquirer.hpp"
#include "provider/http.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kabinet {

// What is written down when an acquirer's answer makes no sense.
inline const std::string not_understood = "the acquirer's answer is not understood";

// The object, or null.
[[nodiscard]] nlohmann::json object_in(const std::string& text);
// The object `name` in it, or null.
[[nodiscard]] nlohmann::json object_at(const nlohmann::json& body, const char* name);
// A text, or a whole number as text; "" if there is none or it is longer than `longest`.
[[nodiscard]] std::string text_at(const nlohmann::json& body, const char* name,
                                  std::size_t longest = 512);
// A whole number, also as text.
[[nodiscard]] std::optional<std::int64_t> whole_at(const nlohmann::json& body, const char* name);
// "1500.75" or 1500.75 as 150075 kopecks; absent for what is no such amount.
[[nodiscard]] std::optional<std::int64_t> roubles_at(const nlohmann::json& body, const char* name);
// An id that can stand in a path: up to 64 of [A-Za-z0-9_-].
[[nodiscard]] bool is_plain_id(std::string_view text);
// UTF-8 from anywhere written so that it cannot fail.
[[nodiscard]] std::string json_body(const nlohmann::json& body);
// Why an exchange tells nothing, "" if it does: no answer, 429, 5xx and anything below 200.
[[nodiscard]] std::string silence_of(const Exchange& exchange);

}  // namespace kabinet

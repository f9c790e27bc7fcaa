// The strict reader of JSON request bodies, apart from Fields so that it can be fuzzed alone.
// nlohmann by default keeps the last of two equal keys, reads 1.9 as 1 and dies on deep nesting
// (security.md finding 5); this reader refuses all of that before a value exists.
#pragma once

#include "http/fields.hpp"

#include <optional>
#include <string>

namespace kabinet {

// Absent if the text is not one object by the rules of json_fields() in fields.hpp.
[[nodiscard]] std::optional<FieldMap> read_json_fields(const std::string& text);

// A JSON string literal of valid UTF-8 text, quotes included.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace kabinet

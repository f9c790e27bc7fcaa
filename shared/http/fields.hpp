// The fields of one request (JSON body, query and path together) read into checked kinds.
// Every bad field is collected, and done() refuses them all at once: fields_invalid (422) for
// wrong values, request_malformed (400) for unknown ones. Generated code is the only caller:
// a handler never sees raw JSON.
#pragma once

#include "base/secret.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kabinet {

// A list of flat objects; field `x` of the third element of `items` stands beside it in the map,
// under the name "items.2.x".
struct FieldList {
  std::size_t elements = 0;
};

// What a JSON value can be. Text from a query or a path is a string as well.
using FieldValue = std::variant<std::nullptr_t, bool, std::int64_t, std::string, FieldList>;
using FieldMap = std::map<std::string, FieldValue>;

// Strict JSON object: UTF-8, no duplicate key, no dot in a key, integers only, no nesting but
// lists of flat objects; at most 64 keys an object, 64 elements a list, 512 values in all and no
// value text over 16 KiB. Anything else refuses request_malformed (400). The reason for each
// limit: security.md H6. An empty body reads as no fields.
[[nodiscard]] FieldMap json_fields(const std::string& body);

class Fields {
 public:
  explicit Fields(FieldMap values) : values_(std::move(values)) {}

  // Each getter marks the name as known. The plain form is for a required field; optional_*
  // gives nullopt when the field is absent, null or (from a query) empty.
  std::string text(std::string_view name, std::size_t min = 1, std::size_t max = 2000);
  std::string login(std::string_view name);        // 1-64, trimmed, upper case, [A-Z0-9А-Я-_/.]
  Secret password(std::string_view name);          // 1-128 characters of UTF-8
  Secret letter_code(std::string_view name);       // normalised: upper case, no dashes, spaces
  Secret code6(std::string_view name);             // six digits
  Secret token(std::string_view name);             // 43 characters of base64url (32 bytes)
  std::string uuid(std::string_view name);         // any case (RFC 9562, 4); given as lower
  std::string date(std::string_view name);         // YYYY-MM-DD, a day that exists
  std::int64_t integer(std::string_view name, std::int64_t low, std::int64_t high);
  std::int64_t kopecks(std::string_view name);     // 0 … 100 000 000 00
  bool boolean(std::string_view name);
  std::string choice(std::string_view name, const std::vector<std::string>& words);

  std::optional<std::string> optional_text(std::string_view name, std::size_t min = 1,
                                           std::size_t max = 2000);
  std::optional<std::string> optional_uuid(std::string_view name);
  std::optional<std::string> optional_date(std::string_view name);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t low,
                                               std::int64_t high);
  std::optional<std::int64_t> optional_kopecks(std::string_view name);
  std::optional<bool> optional_boolean(std::string_view name);
  std::optional<std::string> optional_choice(std::string_view name,
                                             const std::vector<std::string>& words);

  // What goes before the names of each element's own fields: "items.0.", "items.1." … A list of
  // none or of more than `most` elements is wrong.
  std::vector<std::string> list(std::string_view name, std::size_t most);

  // Refuses if a field was wrong or unknown. Must be called after the last getter.
  void done() const;

 private:
  const std::string* string_of(std::string_view name);
  std::optional<std::int64_t> integer_of(std::string_view name);
  bool absent(std::string_view name);
  void wrong(std::string_view name, std::string reason);

  FieldMap values_;
  std::set<std::string, std::less<>> known_;
  std::map<std::string, std::string> wrong_;
};

}  // namespace kabinet

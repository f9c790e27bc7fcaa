// The closed list of kinds. Reasons are codes as well ("missing", "not_a_date" …); the page has
// the words.
#include "http/fields.hpp"

#include "base/refusal.hpp"
#include "http/json.hpp"
#include "text/text.hpp"

#include <algorithm>

namespace kabinet {

namespace {

constexpr std::int64_t most_kopecks = 10'000'000'000;  // a hundred million roubles

}  // namespace

FieldMap json_fields(const std::string& body) {
  if (body.empty()) return {};
  auto fields = read_json_fields(body);
  if (!fields) refuse("request_malformed");
  return std::move(*fields);
}

void Fields::wrong(std::string_view name, std::string reason) {
  wrong_.emplace(std::string{name}, std::move(reason));
}

bool Fields::absent(std::string_view name) {
  known_.emplace(name);
  const auto it = values_.find(std::string{name});
  if (it == values_.end() || std::holds_alternative<std::nullptr_t>(it->second)) return true;
  const auto* text = std::get_if<std::string>(&it->second);
  return text != nullptr && text->empty();
}

const std::string* Fields::string_of(std::string_view name) {
  if (absent(name)) {
    wrong(name, "missing");
    return nullptr;
  }
  const auto* text = std::get_if<std::string>(&values_.find(std::string{name})->second);
  if (text == nullptr) wrong(name, "not_text");
  return text;
}

// A whole number: a JSON integer, or decimal text from a query or a path.
std::optional<std::int64_t> Fields::integer_of(std::string_view name) {
  if (absent(name)) {
    wrong(name, "missing");
    return std::nullopt;
  }
  const FieldValue& value = values_.find(std::string{name})->second;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (const auto number = to_integer(*text)) return number;
  }
  wrong(name, "not_a_whole_number");
  return std::nullopt;
}

std::string Fields::text(std::string_view name, std::size_t min, std::size_t max) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  const std::size_t length = utf8_length(*value);
  if (length < min) wrong(name, "too_short");
  if (length > max) wrong(name, "too_long");
  return *value;
}

std::string Fields::login(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  auto login = normalised_login(*value);
  if (!login) wrong(name, "not_an_id");
  return login.value_or(std::string{});
}

Secret Fields::password(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  if (utf8_length(*value) > 128) wrong(name, "too_long");
  return Secret{*value};
}

Secret Fields::letter_code(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  std::string code;
  for (const char c : *value) {
    if (c == ' ' || c == '-') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const bool plain = std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  if (!plain || code.size() < 6 || code.size() > 32) wrong(name, "not_a_code");
  return Secret{std::move(code)};
}

Secret Fields::code6(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  const bool digits = std::all_of(value->begin(), value->end(), is_digit);
  if (value->size() != 6 || !digits) wrong(name, "not_six_digits");
  return Secret{*value};
}

Secret Fields::token(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  const bool plain = std::all_of(value->begin(), value->end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_';
  });
  if (value->size() != 43 || !plain) wrong(name, "not_a_token");
  return Secret{*value};
}

std::string Fields::uuid(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  std::string id = *value;
  for (char& c : id) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  if (!is_uuid(id)) wrong(name, "not_an_id");
  return id;
}

std::string Fields::date(std::string_view name) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  if (!is_date(*value)) wrong(name, "not_a_date");
  return *value;
}

std::int64_t Fields::integer(std::string_view name, std::int64_t low, std::int64_t high) {
  const auto value = integer_of(name);
  if (value && (*value < low || *value > high)) wrong(name, "out_of_range");
  return value.value_or(0);
}

std::int64_t Fields::kopecks(std::string_view name) { return integer(name, 0, most_kopecks); }

bool Fields::boolean(std::string_view name) {
  if (absent(name)) {
    wrong(name, "missing");
    return false;
  }
  const FieldValue& value = values_.find(std::string{name})->second;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || (*text != "true" && *text != "false")) wrong(name, "not_yes_or_no");
  return text != nullptr && *text == "true";
}

std::string Fields::choice(std::string_view name, const std::vector<std::string>& words) {
  const std::string* value = string_of(name);
  if (value == nullptr) return {};
  if (std::find(words.begin(), words.end(), *value) == words.end()) wrong(name, "not_a_choice");
  return *value;
}

std::optional<std::string> Fields::optional_text(std::string_view name, std::size_t min,
                                                 std::size_t max) {
  if (absent(name)) return std::nullopt;
  return text(name, min, max);
}

std::optional<std::string> Fields::optional_uuid(std::string_view name) {
  if (absent(name)) return std::nullopt;
  return uuid(name);
}

std::optional<std::string> Fields::optional_date(std::string_view name) {
  if (absent(name)) return std::nullopt;
  return date(name);
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view name, std::int64_t low,
                                                     std::int64_t high) {
  if (absent(name)) return std::nullopt;
  return integer(name, low, high);
}

std::optional<std::int64_t> Fields::optional_kopecks(std::string_view name) {
  if (absent(name)) return std::nullopt;
  return kopecks(name);
}

std::optional<bool> Fields::optional_boolean(std::string_view name) {
  if (absent(name)) return std::nullopt;
  return boolean(name);
}

std::optional<std::string> Fields::optional_choice(std::string_view name,
                                                   const std::vector<std::string>& words) {
  if (absent(name)) return std::nullopt;
  return choice(name, words);
}

std::vector<std::string> Fields::list(std::string_view name, std::size_t most) {
  if (absent(name)) {
    wrong(name, "missing");
    return {};
  }
  const auto* found = std::get_if<FieldList>(&values_.find(std::string{name})->second);
  if (found == nullptr) {
    wrong(name, "not_a_list");
    return {};
  }
  if (found->elements == 0) wrong(name, "missing");
  if (found->elements > most) wrong(name, "too_many");
  std::vector<std::string> prefixes;
  for (std::size_t i = 0; i < found->elements; ++i) {
    prefixes.push_back(std::string{name} + "." + std::to_string(i) + ".");
  }
  return prefixes;
}

void Fields::done() const {
  for (const auto& [name, value] : values_) {
    if (!known_.contains(name)) throw Refusal{"request_malformed", {{name, "unknown"}}, {}, {}};
  }
  if (!wrong_.empty()) throw Refusal{"fields_invalid", wrong_, {}, {}};
}

}  // namespace kabinet

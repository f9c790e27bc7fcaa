// The closed list of kinds: what a field of a request may be, what a member of a reply may be,
// and which of them may be absent or null; and the refusals that need no declaration.
#include "manifest/node.hpp"

#include <algorithm>
#include <charconv>

namespace kabinet::manifest {

namespace {

enum class Argument { none, may_have_range, must_have_range, choices };

struct Rule {
  std::string_view word;
  Argument argument;
  bool may_be_optional;
};

constexpr Rule inputs[] = {
    {"text", Argument::may_have_range, true}, {"login", Argument::none, false},
    {"password", Argument::none, false},      {"letter_code", Argument::none, false},
    {"code6", Argument::none, false},         {"token", Argument::none, false},
    {"uuid", Argument::none, true},           {"date", Argument::none, true},
    {"int", Argument::must_have_range, true}, {"kopecks", Argument::none, true},
    {"bool", Argument::none, true},           {"choice", Argument::choices, true},
    {"cursor", Argument::none, true},
};

constexpr Rule outputs[] = {
    {"text", Argument::none, true},    {"uuid", Argument::none, true},
    {"date", Argument::none, true},    {"instant", Argument::none, true},
    {"int", Argument::none, true},     {"kopecks", Argument::none, true},
    {"bool", Argument::none, true},    {"token", Argument::none, true},
    {"map", Argument::none, true},     {"choice", Argument::choices, true},
};

std::optional<std::pair<std::int64_t, std::int64_t>> range_of(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  std::int64_t ends[2]{};
  const std::string_view parts[2] = {text.substr(0, dots), text.substr(dots + 2)};
  for (int i = 0; i < 2; ++i) {
    const auto last = parts[i].data() + parts[i].size();
    const auto [end, error] = std::from_chars(parts[i].data(), last, ends[i]);
    if (error != std::errc{} || end != last) return std::nullopt;
  }
  if (ends[0] > ends[1]) return std::nullopt;
  return std::pair{ends[0], ends[1]};
}

std::vector<std::string> choices_of(std::string_view text) {
  std::vector<std::string> all{""};
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (c == '|') all.emplace_back();
    else if (plain) all.back() += c;
    else return {};
  }
  const bool holes = std::find(all.begin(), all.end(), "") != all.end();
  return holes ? std::vector<std::string>{} : all;
}

void read_argument(const Node& at, const Rule& rule, std::string_view argument, Kind& kind) {
  if (rule.argument == Argument::choices) {
    kind.choices = choices_of(argument);
    if (kind.choices.empty()) at.wrong("name the choices: choice(one|two)");
    return;
  }
  if (argument.empty() && rule.argument != Argument::must_have_range) return;
  if (rule.argument == Argument::none) at.wrong("\"" + kind.word + "\" takes no brackets here");
  kind.range = range_of(argument);
  if (!kind.range || (kind.word == "text" && kind.range->first < 0)) {
    at.wrong("give the range as " + kind.word + "(low..high)");
  }
}

template <std::size_t n>
Kind read_kind(const Node& at, const Rule (&rules)[n]) {
  std::string said = at.text();
  Kind kind;
  kind.optional = said.back() == '?';
  if (kind.optional) said.pop_back();
  const auto open = said.find('(');
  kind.word = said.substr(0, open);
  std::string known;
  for (const Rule& rule : rules) {
    known += (known.empty() ? "" : ", ") + std::string{rule.word};
    if (rule.word != kind.word) continue;
    if (kind.optional && !rule.may_be_optional) {
      at.wrong("\"" + kind.word + "\" is always required; remove the ?");
    }
    std::string_view argument;
    if (open != std::string::npos) {
      if (said.back() != ')') at.wrong("close the bracket of \"" + said + "\"");
      argument = std::string_view{said}.substr(open + 1, said.size() - open - 2);
      if (argument.empty()) at.wrong("the brackets of \"" + said + "\" are empty; remove them");
    }
    read_argument(at, rule, argument, kind);
    return kind;
  }
  at.wrong("unknown kind \"" + kind.word + "\"; use one of " + known);
}

Field flat_field(const Node& at, const std::string& name) {
  if (!is_name(name)) at.wrong("name the field in snake_case");
  return {name, read_kind(at, inputs), {}};
}

}  // namespace

Field input_field(const Node& at, const std::string& name) {
  if (!at.value().is_array()) return flat_field(at, name);
  if (!is_name(name)) at.wrong("name the field in snake_case");
  if (at.value().size() != 1) at.wrong("a list has one element in it: [{ its fields }]");
  Field list{name, {}, {}};
  for (const auto& [inner, kind] : at.element(0).members()) {
    list.members.push_back(flat_field(kind, inner));
  }
  if (list.members.empty()) at.wrong("name the fields of an element");
  return list;
}

const Refuses& common_refusals() {
  static const Refuses all{
      {"request_malformed", 400}, {"session_required", 401},         {"csrf_refused", 403},
      {"step_up_required", 403},  {"not_found", 404},                {"method_not_allowed", 405},
      {"body_too_large", 413},    {"content_type_unsupported", 415}, {"fields_invalid", 422},
      {"too_many_requests", 429}, {"internal", 500},                 {"unavailable", 503},
  };
  return all;
}

Shape reply_shape(const Node& at) {
  Shape shape;
  if (at.value().is_string()) {
    shape.is = Shape::Is::kind;
    shape.kind = read_kind(at, outputs);
  } else if (at.value().is_array()) {
    if (at.value().size() != 1) at.wrong("a list has one shape in it: [ shape of each element ]");
    shape.is = Shape::Is::list;
    shape.members.push_back(reply_shape(at.element(0)));
  } else {
    shape.is = Shape::Is::object;
    for (const auto& [name, member] : at.members()) {
      if (!is_name(name)) member.wrong("name the member in snake_case");
      shape.members.push_back(reply_shape(member));
      shape.members.back().name = name;
    }
    if (shape.members.empty()) at.wrong("name the members, or write \"map\"");
  }
  return shape;
}

}  // namespace kabinet::manifest

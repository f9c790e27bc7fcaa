// The C++ of one function: a struct of checked fields for each route, the declaration of each
// handler, and the value that the runtime serves. A handler never sees raw JSON.
#include "fnctl.hpp"

#include <set>

namespace kabinet::fnctl {

namespace {

using manifest::Field;
using manifest::Kind;

// A name that C++ keeps for itself gets a trailing underscore.
std::string cpp_name(const std::string& name) { return is_cpp_word(name) ? name + "_" : name; }

std::string cpp_type(const Kind& kind) {
  static const std::map<std::string, std::string> types{
      {"password", "Secret"}, {"letter_code", "Secret"},  {"code6", "Secret"},
      {"token", "Secret"},    {"int", "std::int64_t"},    {"kopecks", "std::int64_t"},
      {"bool", "bool"},
  };
  const auto found = types.find(kind.word);
  const std::string plain = found == types.end() ? "std::string" : found->second;
  return kind.optional ? "std::optional<" + plain + ">" : plain;
}

// Of one element of a list: pay's "items" are PayItem.
std::string element_type(const Route& route, const Field& list) {
  const bool plural = list.name.size() > 1 && list.name.back() == 's';
  return pascal(route.action) + pascal(list.name.substr(0, list.name.size() - (plural ? 1 : 0)));
}

std::string member(const Route& route, const Field& field) {
  const std::string type = field.list() ? "std::vector<" + element_type(route, field) + ">"
                                        : cpp_type(field.kind);
  const std::string value = type == "std::int64_t" ? " = 0" : type == "bool" ? " = false" : "";
  return "  " + type + " " + cpp_name(field.name) + value + ";\n";
}

std::string structure(const Route& route, const std::string& name,
                      const std::vector<Field>& fields) {
  std::string members;
  for (const Field& field : fields) members += member(route, field);
  return "struct " + name + " {" + (members.empty() ? "" : "\n") + members + "};\n";
}

// `into` is the variable that takes the value, `at` goes before the field's name in the request.
std::string getter(const Field& field, const std::string& into = "  in",
                   const std::string& at = "") {
  static const std::map<std::string, std::string> getters{
      {"int", "integer"}, {"bool", "boolean"}, {"cursor", "text"}};
  const auto found = getters.find(field.kind.word);
  std::string call = field.kind.optional ? "optional_" : "";
  call += (found == getters.end() ? field.kind.word : found->second) + "(" + at;
  call += "\"" + field.name + "\"";
  if (field.kind.word == "cursor") call += ", 1, 200";
  if (field.kind.range) {
    call += ", " + std::to_string(field.kind.range->first) + ", " +
            std::to_string(field.kind.range->second);
  }
  if (!field.kind.choices.empty()) {
    call += ", {\"" + join(field.kind.choices, "\", \"") + "\"}";
  }
  return into + "." + cpp_name(field.name) + " = fields." + call + ");\n";
}

std::string list_getter(const Route& route, const Field& list) {
  std::string getters;
  for (const Field& field : list.members) getters += getter(field, "    one", "at + ");
  return fill("  for (const std::string& at : fields.list(\"@name@\", @most@)) {\n"
              "    @Element@ one;\n@getters@    in.@member@.push_back(std::move(one));\n  }\n",
              {{"name", list.name},
               {"most", std::to_string(manifest::most_elements)},
               {"Element", element_type(route, list)},
               {"getters", getters},
               {"member", cpp_name(list.name)}});
}

std::string reader(const Route& route) {
  std::string getters;
  for (const Field& field : route.in) {
    getters += field.list() ? list_getter(route, field) : getter(field);
  }
  return fill("Reply read_@action@(Call& call, Fields& fields) {\n"
              "  @Struct@ in;\n"
              "@getters@"
              "  fields.done();\n"
              "  return @handler@(call, in);\n"
              "}\n\n",
              {{"action", route.action},
               {"Struct", pascal(route.action)},
               {"getters", getters},
               {"handler", cpp_name(route.action)}});
}

std::string entry(const Route& route) {
  std::string refuses;
  for (const auto& [code, status] : route.refuses) {
    const std::string pair = "{\"" + code + "\", " + std::to_string(status) + "}";
    refuses += (refuses.empty() ? "" : ", ") + pair;
  }
  const std::string sql = route.sql.empty() ? "" : "\"" + join(route.sql, "\", \"") + "\"";
  return fill("    made.routes.push_back({\"@method@\", \"@path@\", \"@action@\", Level::@level@,\n"
              "                           {@sql@}, {@refuses@},\n"
              "                           read_@action@});\n",
              {{"method", route.method},
               {"path", route.path},
               {"level", route.auth},
               {"sql", sql},
               {"refuses", refuses},
               {"action", route.action}});
}

}  // namespace

bool is_cpp_word(const std::string& name) {
  static const std::set<std::string> words{
      "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break",
      "case", "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return",
      "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit",
      "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
      "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline",
      "int", "long", "module", "mutable", "namespace", "new", "noexcept", "not", "not_eq",
      "nullptr", "operator", "or", "or_eq", "private", "protected", "public", "register",
      "reinterpret_cast", "requires", "return", "short", "signed", "sizeof", "static",
      "static_assert", "static_cast", "std", "struct", "switch", "template", "this",
      "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "union",
      "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq"};
  return words.contains(name);
}

std::string cpp_header(const Manifest& one) {
  std::string body;
  for (const Route& route : one.routes) {
    std::string elements;
    for (const Field& field : route.in) {
      if (!field.list()) continue;
      elements += structure(route, element_type(route, field), field.members) + "\n";
    }
    body += fill("// @method@ @path@\n@elements@@struct@\n"
                 "Reply @handler@(Call& call, const @Struct@& in);\n\n",
                 {{"method", route.method},
                  {"path", route.path},
                  {"Struct", pascal(route.action)},
                  {"handler", cpp_name(route.action)},
                  {"elements", elements},
                  {"struct", structure(route, pascal(route.action), route.in)}});
  }
  if (one.trigger == "queue") {
    body += "// One job of topic " + one.topic + ".\nOutcome work(Call& call, const Job& job);\n\n";
  } else if (one.trigger == "timer") {
    body += "std::int64_t tick(Call& call, const Stopping& stopping);\n\n";
  }
  const std::string queue = "#include \"queue/job.hpp\"\n#include \"queue/outcome.hpp\"\n";
  return fill("// Derived by fnctl from functions/@name@/function.json; do not edit.\n"
              "// @summary@\n#pragma once\n\n#include \"base/secret.hpp\"\n"
              "@queue@#include \"runtime/call.hpp\"\n#include \"runtime/function.hpp\"\n\n"
              "#include <cstdint>\n#include <optional>\n#include <string>\n"
              "#include <utility>\n#include <vector>\n\n"
              "namespace kabinet::@name@ {\n\n@body@const Function& function();\n\n"
              "}  // namespace kabinet::@name@\n",
              {{"name", one.name},
               {"summary", one.summary},
               {"queue", one.trigger == "queue" ? queue : ""},
               {"body", body}});
}

std::string cpp_source(const Manifest& one) {
  std::string readers, entries;
  for (const Route& route : one.routes) {
    readers += reader(route);
    entries += entry(route);
  }
  if (one.trigger == "queue") {
    entries = "    made.topic = \"" + one.topic + "\";\n    made.work = work;\n";
  } else if (one.trigger == "timer") {
    const std::string period = std::to_string(one.every_s);
    entries = "    made.every = std::chrono::seconds{" + period + "};\n    made.tick = tick;\n";
  }
  return fill("// Derived by fnctl from functions/@name@/function.json; do not edit.\n"
              "#include \"@name@/manifest.hpp\"\n\nnamespace kabinet::@name@ {\n\nnamespace {\n\n"
              "@readers@constexpr std::string_view text = R\"manifest(@text@)manifest\";\n\n"
              "}  // namespace\n\nconst Function& function() {\n"
              "  static const Function value = [] {\n    Function made;\n"
              "    made.name = \"@name@\";\n    made.manifest = text;\n"
              "    made.body_limit = @body@;\n"
              "    made.time_limit = std::chrono::milliseconds{@time@};\n@entries@"
              "    return made;\n  }();\n  return value;\n}\n\n}  // namespace kabinet::@name@\n",
              {{"readers", readers},
               {"entries", entries},
               {"body", std::to_string(one.body_bytes)},
               {"time", std::to_string(one.time_ms)},
               {"name", one.name},
               {"text", one.text}});
}

}  // namespace kabinet::fnctl

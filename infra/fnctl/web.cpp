// What the browser's side knows of the API: types of what goes in and comes out, addresses, and
// the union of all refusal codes, for which the pages must have words.
#include "fnctl.hpp"

#include <algorithm>
#include <set>

namespace kabinet::fnctl {

namespace {

using manifest::Field;
using manifest::Kind;
using manifest::Shape;

std::string ts_type(const Kind& kind) {
  if (kind.word == "int" || kind.word == "kopecks") return "number";
  if (kind.word == "bool") return "boolean";
  if (kind.word == "map") return "Record<string, unknown>";
  return kind.choices.empty() ? "string" : "'" + join(kind.choices, "' | '") + "'";
}

std::string ts_type(const Shape& shape, const std::string& indent) {
  if (shape.is == Shape::Is::nothing) return "undefined";
  if (shape.is == Shape::Is::file) return "Blob";
  if (shape.is == Shape::Is::kind) {
    return ts_type(shape.kind) + (shape.kind.optional ? " | null" : "");
  }
  if (shape.is == Shape::Is::list) return "Array<" + ts_type(shape.members[0], indent) + ">";
  std::string members;
  for (const Shape& one : shape.members) {
    members += indent + "  " + one.name + ": " + ts_type(one, indent + "  ") + "\n";
  }
  return "{\n" + members + indent + "}";
}

bool in_path(const Route& route, const Field& field) {
  const auto names = route.path_fields();
  return std::find(names.begin(), names.end(), field.name) != names.end();
}

std::string member(const Field& field) {
  if (field.list()) {
    std::vector<std::string> members;
    for (const Field& one : field.members) members.push_back(member(one));
    return field.name + ": { " + join(members, "; ") + " }[]";
  }
  return field.name + (field.kind.optional ? "?: " : ": ") + ts_type(field.kind) +
         (field.kind.optional ? " | null" : "");
}

// Fields of the body or the query; those of the path are arguments of the address.
std::string input(const Route& route) {
  std::string members;
  for (const Field& field : route.in) {
    if (in_path(route, field)) continue;
    members += "  " + member(field) + "\n";
  }
  return members.empty() ? "" : "{\n" + members + "}";
}

std::string address(const Route& route, const std::string& type) {
  const bool asks = route.safe() && !input(route).empty();
  std::vector<std::string> arguments;
  for (const auto& name : route.path_fields()) arguments.push_back(name + ": string");
  if (asks) arguments.push_back("ask: " + type + "In");
  std::string path;
  for (const char c : route.path) {
    path += c == '{' ? "${encodeURIComponent(" : c == '}' ? ")}" : std::string{c};
  }
  const bool plain = arguments.empty();
  return "(" + join(arguments, ", ") + ") =>\n    " + (plain ? "'" : "`") + path +
         (asks ? "${query(ask)}" : "") + (plain ? "'" : "`");
}

std::string union_of(const Manifests& all) {
  std::set<std::string> codes;
  for (const auto& [code, status] : manifest::common_refusals()) codes.insert(code);
  for (const Manifest& one : all) {
    for (const Route& route : one.routes) {
      if (route.auth == "machine") continue;
      for (const auto& [code, status] : route.refuses) codes.insert(code);
    }
  }
  std::string made = "export type RefusalCode =\n";
  for (const auto& code : codes) made += "  | '" + code + "'\n";
  return made + "\n";
}

constexpr const char* query = R"(
function query(ask: Record<string, string | number | boolean | null | undefined>) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}
)";

}  // namespace

Files derive_web(const Manifests& all) {
  std::string types = "// Derived by fnctl from functions/*/function.json; do not edit.\n";
  types += union_of(all);
  std::string addresses = "export const routes = {\n";
  bool asks = false;
  for (const Manifest& one : all) {
    for (const Route& route : one.routes) {
      if (one.trigger != "http" || route.internal || route.auth == "machine") continue;
      const std::string type = pascal(one.name) + pascal(route.action);
      const std::string in = input(route);
      types += "// " + route.method + " " + route.path + "\n";
      if (!in.empty()) types += "export type " + type + "In = " + in + "\n";
      types += "export type " + type + "Out = " + ts_type(route.out, "") + "\n\n";
      addresses += "  " + one.name + "_" + route.action + ": " + address(route, type) + ",\n";
      asks = asks || (route.safe() && !in.empty());
    }
  }
  return {{"web/src/api/generated/routes.ts", types + addresses + "}\n" + (asks ? query : "")}};
}

}  // namespace kabinet::fnctl

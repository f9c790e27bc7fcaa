// For people and for other programs: the OpenAPI 3.1 document and the table of functions.
#include "fnctl.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace kabinet::fnctl {

namespace {

using Json = nlohmann::ordered_json;
using manifest::Field;
using manifest::Kind;
using manifest::Shape;

Json schema(const Kind& kind) {
  static const std::map<std::string, Json> special{
      {"uuid", {{"type", "string"}, {"format", "uuid"}}},
      {"date", {{"type", "string"}, {"format", "date"}}},
      {"instant", {{"type", "string"}, {"format", "date-time"}}},
      {"code6", {{"type", "string"}, {"pattern", "^[0-9]{6}$"}}},
      {"password", {{"type", "string"}, {"format", "password"}}},
      {"int", {{"type", "integer"}, {"format", "int64"}}},
      {"kopecks", {{"type", "integer"}, {"format", "int64"}}},
      {"bool", {{"type", "boolean"}}},
      {"map", {{"type", "object"}}},
  };
  const auto found = special.find(kind.word);
  Json made = found == special.end() ? Json{{"type", "string"}} : found->second;
  if (!kind.choices.empty()) made["enum"] = kind.choices;
  if (kind.range) {
    const bool length = kind.word == "text";
    made[length ? "minLength" : "minimum"] = kind.range->first;
    made[length ? "maxLength" : "maximum"] = kind.range->second;
  }
  if (kind.optional) {
    made["type"] = Json::array({made["type"], "null"});
    if (made.contains("enum")) made["enum"].push_back(nullptr);
  }
  return made;
}

Json schema(const Shape& shape) {
  if (shape.is == Shape::Is::kind) return schema(shape.kind);
  if (shape.is == Shape::Is::list) {
    return {{"type", "array"}, {"items", schema(shape.members[0])}};
  }
  Json made{{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
  for (const Shape& one : shape.members) {
    made["properties"][one.name] = schema(one);
    made["required"].push_back(one.name);
  }
  made["additionalProperties"] = false;
  return made;
}

Json schema(const std::vector<Field>& fields);

Json schema(const Field& field) {
  if (!field.list()) return schema(field.kind);
  return {{"type", "array"}, {"minItems", 1}, {"maxItems", manifest::most_elements},
          {"items", schema(field.members)}};
}

Json schema(const std::vector<Field>& fields) {
  Json made{{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
  for (const Field& field : fields) {
    made["properties"][field.name] = schema(field);
    if (!field.kind.optional) made["required"].push_back(field.name);
  }
  made["additionalProperties"] = false;
  return made;
}

// Fields of the path and the query as parameters, all others as the body.
void describe_in(const Route& route, Json& made) {
  const auto names = route.path_fields();
  std::vector<Field> body;
  for (const Field& field : route.in) {
    const bool in_path = std::find(names.begin(), names.end(), field.name) != names.end();
    if (!in_path && !route.safe()) {
      body.push_back(field);
      continue;
    }
    made["parameters"].push_back({{"name", field.name},
                                  {"in", in_path ? "path" : "query"},
                                  {"required", !field.kind.optional},
                                  {"schema", schema(field.kind)}});
  }
  if (body.empty()) return;
  made["requestBody"] = {{"required", true},
                         {"content", {{"application/json", {{"schema", schema(body)}}}}}};
}

void describe_out(const Route& route, Json& made) {
  Json& responses = made["responses"];
  if (route.auth == "machine") {
    responses["2XX"] = {{"description", "What the caller's protocol says"}};
  } else if (route.out.is == Shape::Is::nothing) {
    responses["204"] = {{"description", "Done"}};
  } else if (route.out.is == Shape::Is::file) {
    responses["200"] = {{"description", "A file"},
                        {"content", {{"application/octet-stream", Json::object()}}}};
  } else {
    responses["2XX"] = {{"description", "Done"},
                        {"content", {{"application/json", {{"schema", schema(route.out)}}}}}};
  }
  std::map<int, std::vector<std::string>> refusals;
  for (const auto& [code, status] : route.refuses) refusals[status].push_back(code);
  const Json problem{{"application/problem+json",
                      {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}};
  for (const auto& [status, codes] : refusals) {
    responses[std::to_string(status)] = {{"description", join(codes, ", ")}, {"content", problem}};
  }
  responses["default"] = {{"description", "A refusal every address may give"},
                          {"content", problem}};
}

Json problem_schema() {
  Json common = Json::array();
  for (const auto& [code, status] : manifest::common_refusals()) common.push_back(code);
  return {{"type", "object"},
          {"required", {"type", "title", "status", "code", "reference"}},
          {"properties",
           {{"type", {{"const", "about:blank"}}},
            {"title", {{"type", "string"}}},
            {"status", {{"type", "integer"}}},
            {"code", {{"type", "string"}, {"examples", common}}},
            {"fields", {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}},
            {"tries_left", {{"type", "integer"}}},
            {"retry_after_s", {{"type", "integer"}}},
            {"reference", {{"type", "string"}}}}}};
}

std::string openapi(const Manifests& all) {
  Json paths = Json::object();
  for (const Manifest& one : all) {
    for (const Route& route : one.routes) {
      if (route.internal) continue;
      std::string method = route.method;
      for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
      Json made{{"operationId", one.name + "_" + route.action},
                {"summary", one.summary},
                {"tags", {one.name}},
                {"x-auth", route.auth}};
      if (route.signed_in()) made["security"] = Json::array({Json{{"session", Json::array()}}});
      describe_in(route, made);
      describe_out(route, made);
      paths[route.path][method] = std::move(made);
    }
  }
  const Json cookie{{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-sid"}};
  const Json document{
      {"openapi", "3.1.0"},
      {"info", {{"title", "Kabinet"}, {"version", "1"}}},
      {"paths", paths},
      {"components",
       {{"schemas", {{"Problem", problem_schema()}}}, {"securitySchemes", {{"session", cookie}}}}}};
  return document.dump(2) + "\n";
}

std::string table(const Manifests& all) {
  std::string made = "<!-- Derived by fnctl from functions/*/function.json; do not edit. -->\n"
                     "# Functions\n\n"
                     "| function | what it is for | trigger | workers | body | rate | time |\n"
                     "| --- | --- | --- | --- | --- | --- | --- |\n";
  std::string routes = "\n# Addresses\n\n| address | function | who | refuses |\n"
                       "| --- | --- | --- | --- |\n";
  for (const Manifest& one : all) {
    made += "| " + one.name + " | " + one.summary + " | " + one.trigger + " | " +
            std::to_string(one.workers) + "–" + std::to_string(one.workers_max) + " | " +
            std::to_string(one.body_bytes) + " B | " + (one.rate.empty() ? "–" : one.rate) +
            " | " + std::to_string(one.time_ms) + " ms |\n";
    for (const Route& route : one.routes) {
      std::vector<std::string> codes;
      for (const auto& [code, status] : route.refuses) {
        codes.push_back("`" + code + "` " + std::to_string(status));
      }
      routes += "| `" + route.method + " " + route.path + "` | " + one.name + " | " + route.auth +
                " | " + (codes.empty() ? "–" : join(codes, ", ")) + " |\n";
    }
  }
  return made + routes;
}

}  // namespace

Files derive_docs(const Manifests& all) {
  return {{"docs/generated/openapi.json", openapi(all)},
          {"docs/generated/functions.md", table(all)}};
}

}  // namespace kabinet::fnctl

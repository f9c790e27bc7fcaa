// What a browser adds to a request, and what the bench checks of every reply.
#include "testing/bench.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"
#include "runtime/answer.hpp"

#include <cstdlib>
#include <fstream>

namespace kabinet::testing {

namespace {

const Route* route_of(const Function& function, const Request& request) {
  const auto fits = [&](std::string_view pattern) {
    std::string_view path = request.path;
    while (!pattern.empty() && !path.empty()) {
      const auto piece = [](std::string_view& rest) {
        rest.remove_prefix(1);
        const auto end = rest.find('/');
        const auto segment = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
        return segment;
      };
      const auto wanted = piece(pattern);
      const auto given = piece(path);
      if (!wanted.starts_with('{') && wanted != given) return false;
    }
    return pattern.empty() && path.empty();
  };
  const Route* found = nullptr;  // a literal path before one with fields
  for (const Route& route : function.routes) {
    if (route.method != request.method || !fits(route.pattern)) continue;
    if (found == nullptr || route.pattern == request.path) found = &route;
  }
  return found;
}

void note_seen(const std::string& line) {
  if (const char* path = std::getenv("KABINET_SEEN")) std::ofstream{path, std::ios::app} << line;
}

void check_reply(const Function& function, const Route& route, const Reply& reply) {
  const std::string where =
      std::string{function.name} + " " + std::string{route.method} + " " +
      std::string{route.pattern};
  if (reply.content_type == "application/problem+json") {
    const json problem = json::parse(reply.body);
    note_seen("refusal " + where + " " + problem.at("code").get<std::string>() + "\n");
    return;
  }
  note_seen("route " + where + "\n");
  const json manifest = json::parse(function.manifest);
  const std::string key = std::string{route.method} + " " + std::string{route.pattern};
  const json& declared = manifest.at("routes").at(key);
  const json out = declared.contains("out") ? declared.at("out") : json(nullptr);
  if (out == "file" || route.level == Level::machine) return;  // a machine's answer is its own
  if (out.is_null() || out.empty()) {
    if (!reply.body.empty()) throw Broken{where + " answers with a body, but `out` is empty"};
    return;
  }
  const std::string why = misfit(out, json::parse(reply.body), "");
  if (!why.empty()) throw Broken{where + " answers off its manifest: " + why};
}

bool fits_kind(const std::string& kind, const json& value) {
  if (kind == "int" || kind.starts_with("int(") || kind == "kopecks") {
    return value.is_number_integer();
  }
  if (kind == "bool") return value.is_boolean();
  if (kind == "map") return value.is_object();
  if (!value.is_string()) return false;
  const auto text = value.get<std::string>();
  if (kind.starts_with("choice(")) {
    const std::string words = "|" + kind.substr(7, kind.size() - 8) + "|";
    return words.find("|" + text + "|") != std::string::npos;
  }
  if (kind == "uuid") return text.size() == 36;
  if (kind == "date") return text.size() == 10;
  if (kind == "instant") return text.size() >= 20 && text[10] == 'T';
  if (kind == "token") return text.size() == 43;
  return true;
}

}  // namespace

std::string misfit(const json& shape, const json& value, const std::string& path) {
  if (shape.is_string()) {
    auto kind = shape.get<std::string>();
    const bool may_be_null = kind.ends_with('?');
    if (may_be_null) kind.pop_back();
    if (value.is_null()) return may_be_null ? "" : path + " is null";
    return fits_kind(kind, value) ? "" : path + " is no " + kind + ": " + value.dump();
  }
  if (shape.is_array()) {
    if (!value.is_array()) return path + " is no list";
    for (std::size_t i = 0; i < value.size(); ++i) {
      auto why = misfit(shape.at(0), value[i], path + "/" + std::to_string(i));
      if (!why.empty()) return why;
    }
    return "";
  }
  if (!value.is_object()) return path + " is no object";
  for (const auto& [name, part] : value.items()) {
    if (!shape.contains(name)) return path + "/" + name + " is not declared";
  }
  for (const auto& [name, part] : shape.items()) {
    if (!value.contains(name)) return path + "/" + name + " is missing";
    auto why = misfit(part, value.at(name), path + "/" + name);
    if (!why.empty()) return why;
  }
  return "";
}

json Answer::body() const { return json::parse(reply.body); }

std::string Answer::refusal() const {
  if (reply.content_type != "application/problem+json") return "";
  return body().at("code").get<std::string>();
}

std::string Answer::header(std::string_view name) const {
  for (const auto& [key, value] : reply.headers) {
    if (key == name) return value;
  }
  return "";
}

std::string Answer::cookie(std::string_view name) const {
  const std::string start = std::string{name} + "=";
  for (const auto& [key, value] : reply.headers) {
    if (key == "Set-Cookie" && value.starts_with(start)) {
      return value.substr(start.size(), value.find(';') - start.size());
    }
  }
  return "";
}

Request Browser::prepared(std::string method, const std::string& target) const {
  const auto mark = target.find('?');
  Request request;
  request.method = std::move(method);
  request.path = target.substr(0, mark);
  request.query = mark == std::string::npos ? "" : target.substr(mark + 1);
  request.fetch_site = "same-origin";
  request.origin = bench_->site().url;
  request.scheme = "https";
  request.host = "lk.example.org";
  request.csrf = csrf;
  return request;
}

Answer Browser::send(const Function& function, Request request) {
  for (const auto& [name, value] : cookies) {
    request.cookie += (request.cookie.empty() ? "" : "; ") + name + "=" + value;
  }
  request.remote_address = address;
  request.user_agent = user_agent;
  Answer answer = bench_->ask(function, request);
  for (const char* name : {"__Host-sid", "__Host-device"}) {
    if (const auto value = answer.cookie(name); !value.empty()) cookies[name] = value;
  }
  if (answer.status() == 200 && answer.reply.content_type == "application/json") {
    const json body = answer.body();
    if (body.contains("csrf")) csrf = body.at("csrf").get<std::string>();
  }
  return answer;
}

Answer Browser::get(const Function& function, const std::string& target) {
  return send(function, prepared("GET", target));
}

Answer Browser::post(const Function& function, const std::string& target, const json& body) {
  Request request = prepared("POST", target);
  request.content_type = "application/json";
  request.body = body.dump();
  return send(function, std::move(request));
}

Answer Browser::remove(const Function& function, const std::string& target) {
  return send(function, prepared("DELETE", target));
}

Answer Bench::ask(const Function& function, const Request& request) {
  Request whole = request;
  if (whole.id.empty()) whole.id = hex(random_bytes(16));
  Answer answer{answer_of(function, whole)};
  if (const Route* route = route_of(function, whole)) check_reply(function, *route, answer.reply);
  return answer;
}

Reply Bench::answer_of(const Function& function, const Request& request) {
  return answer(function, db("fn_" + std::string{function.name}), request, site_, vault_);
}

}  // namespace kabinet::testing

// From the text of a function.json to a Manifest, or to a sentence about the first thing in it
// that is wrong. Strict: a key that nobody reads is a mistake somebody made.
#include "manifest/manifest.hpp"
#include "manifest/node.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace kabinet::manifest {

namespace {

template <std::size_t n>
std::string one_of(const Node& at, const std::array<std::string_view, n>& words) {
  const std::string said = at.text();
  if (std::find(words.begin(), words.end(), said) != words.end()) return said;
  std::string all;
  for (const auto word : words) all += (all.empty() ? "" : ", ") + std::string{word};
  at.wrong("\"" + said + "\" is not one of " + all);
}

// nlohmann keeps the last of two equal keys; the reader of the file saw both.
Json parse_json(const std::string& text, const std::string& file) {
  std::vector<std::set<std::string>> open;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second) {
      throw Wrong{file + ": the key " + value.dump() + " stands twice in one object; remove one"};
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::parse_error& error) {
    throw Wrong{file + ": not JSON near byte " + std::to_string(error.byte) + "; correct it there"};
  }
}

void read_address(const Node& at, const std::string& address, Route& route) {
  const auto space = address.find(' ');
  route.method = address.substr(0, space);
  route.path = space == std::string::npos ? "" : address.substr(space + 1);
  static const std::set<std::string> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
  if (!methods.contains(route.method)) at.wrong("begin with GET, POST, PUT, PATCH or DELETE");
  const bool homed = route.path.starts_with("/api/") || route.path.starts_with("/notice/") ||
                     route.path.starts_with("/internal/") || route.path == "/terminal";
  if (!homed) at.wrong("the path begins with /api/, /notice/ or /internal/, or is /terminal");
  std::istringstream parts{route.path.substr(1)};
  for (std::string part; std::getline(parts, part, '/');) {
    const bool field = part.size() > 2 && part.front() == '{' && part.back() == '}';
    const std::string word = field ? part.substr(1, part.size() - 2) : part;
    const bool plain = !word.empty() && word.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyz0123456789_-.") == std::string::npos;
    if (!plain || (field && !is_name(word))) {
      at.wrong("segments are a-z, 0-9, _, - and . or one {field}");
    }
  }
  if (route.path.back() == '/') at.wrong("remove the / at the end");
}

void read_in(const Node& at, Route& route) {
  if (const auto in = at.find("in")) {
    for (const auto& [name, said] : in->members()) {
      route.in.push_back(input_field(said, name));
      if (route.in.back().list() && route.safe()) said.wrong("a list needs a body; GET has none");
    }
  }
  const auto names = route.path_fields();
  // An outside party sends what its protocol says, and more of it next year.
  if (route.auth == "machine" && route.in.size() > names.size()) {
    at.wrong("a machine speaks its own protocol: leave in \"in\" what stands in the path, and read "
             "the rest from call.request()");
  }
  for (const std::string& name : names) {
    const auto field = std::find_if(route.in.begin(), route.in.end(),
                                    [&](const Field& one) { return one.name == name; });
    if (field == route.in.end()) at.wrong("{" + name + "} of the path is missing in \"in\"");
    if (field->kind.optional) at.wrong("{" + name + "} of the path cannot be optional");
    if (field->list()) at.wrong("{" + name + "} of the path cannot be a list");
  }
}

void read_refuses(const Node& at, Route& route) {
  const auto refuses = at.find("refuses");
  if (!refuses) return;
  for (const auto& [code, status] : refuses->members()) {
    if (!is_name(code)) status.wrong("name the refusal in snake_case, as its constraint");
    route.refuses.emplace_back(code, static_cast<int>(status.integer(400, 599)));
    for (const auto& [common, usual] : common_refusals()) {
      if (common == code && usual != route.refuses.back().second) {
        status.wrong("every route answers " + code + " with " + std::to_string(usual));
      }
    }
  }
}

Route read_route(const Node& at, const std::string& address) {
  at.only({"do", "auth", "internal", "sql", "in", "out", "refuses"});
  Route route;
  read_address(at, address, route);
  const Node action = at.need("do", "name the handler, a verb");
  route.action = action.name();
  static const std::set<std::string> taken{"call",  "reply",   "route", "function", "fields",
                                           "request", "job", "secret", "site", "level"};
  if (taken.contains(route.action)) action.wrong("the runtime has that name; take another verb");
  static constexpr std::array<std::string_view, 6> levels{"nobody", "activation", "any",
                                                          "client", "confirmed",  "machine"};
  route.auth = one_of(at.need("auth", "say who may call; there is no default"), levels);
  if (const auto internal = at.find("internal")) route.internal = internal->truth();
  if (route.internal != route.path.starts_with("/internal/")) {
    at.wrong("\"internal\": true belongs to paths that begin with /internal/, and only to them");
  }
  if (const auto sql = at.find("sql")) route.sql = sql->names();
  if (route.signed_in() && route.sql.empty()) {
    at.wrong("auth \"" + route.auth + "\" needs \"sql\": the proof of the session travels with it");
  }
  read_in(at, route);
  const auto out = at.find("out");
  if (out && out->value() == "file") route.out.is = Shape::Is::file;
  else if (out && !out->value().is_null() && !(out->value() == Json::object())) {
    route.out = reply_shape(*out);
    if (route.out.is != Shape::Is::object) out->wrong("a reply is an object, \"file\" or null");
  }
  read_refuses(at, route);
  return route;
}

void read_routes(const Node& root, Manifest& made) {
  const Node routes = root.need("routes", "this trigger answers requests");
  std::set<std::string> actions;
  for (const auto& [address, at] : routes.members()) {
    made.routes.push_back(read_route(at, address));
    if (!actions.insert(made.routes.back().action).second) {
      at.wrong("\"do\": \"" + made.routes.back().action + "\" is taken by another route");
    }
  }
  if (made.routes.empty()) routes.wrong("name at least one route");
}

void read_limits(const Node& root, Manifest& made) {
  const auto limits = root.find("limits");
  if (!limits) return;
  limits->only({"body", "rate", "burst", "time"});
  if (const auto body = limits->find("body")) {
    made.body_bytes = body->quantity({{"k", 1024}, {"m", 1024 * 1024}}, 1024, 64 * 1024 * 1024);
  }
  if (const auto rate = limits->find("rate")) {
    const auto count = rate->quantity({{"r/s", 1}, {"r/m", 1}}, 1, 10000);
    made.rate = std::to_string(count) + (rate->text().ends_with("s") ? "r/s" : "r/m");
  }
  if (const auto burst = limits->find("burst")) made.burst = burst->integer(0, 1000);
  if (const auto time = limits->find("time")) {
    made.time_ms = time->quantity({{"ms", 1}, {"s", 1000}}, 100, 300'000);
  }
}

void read_trigger(const Node& root, Manifest& made) {
  static constexpr std::array<std::string_view, 4> triggers{"http", "queue", "timer", "notice"};
  made.trigger = one_of(root.need("trigger", "what starts it: http, queue, timer or notice"),
                        triggers);
  const auto foreign = [&](std::string_view key, bool here) {
    const auto found = root.find(key);
    if (found && !here) found->wrong("trigger \"" + made.trigger + "\" has no such key; remove it");
  };
  foreign("routes", made.served());
  foreign("sql", !made.served());
  foreign("topic", made.trigger == "queue");
  foreign("every", made.trigger == "timer");
  if (made.served()) return read_routes(root, made);
  made.sql = root.need("sql", "name what it calls in schema api").names();
  if (made.trigger == "queue") made.topic = root.need("topic", "which jobs it takes").name();
  else {
    made.every_s = root.need("every", "how often, like \"60s\"")
                       .quantity({{"s", 1}, {"m", 60}, {"h", 3600}}, 1, 7 * 24 * 3600);
  }
}

}  // namespace

std::vector<std::string> Route::path_fields() const {
  std::vector<std::string> names;
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    names.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return names;
}

std::vector<std::string> Manifest::all_sql() const {
  std::set<std::string> names{sql.begin(), sql.end()};
  for (const Route& route : routes) names.insert(route.sql.begin(), route.sql.end());
  return {names.begin(), names.end()};
}

Manifest parse(const std::string& text, const std::string& file, const std::string& folder) {
  const Json json = parse_json(text, file);
  const Node root{json, file};
  root.only({"$schema", "name", "summary", "trigger", "routes", "topic", "every", "sql", "limits",
             "workers", "workers_max", "secrets", "reaches"});
  Manifest made;
  made.text = text;
  const Node name = root.need("name", "write the folder's name");
  made.name = name.name();
  if (made.name != folder) name.wrong("the folder is \"" + folder + "\"; give both one name");
  made.summary = root.need("summary", "say in one sentence what it is for").text();
  read_trigger(root, made);
  read_limits(root, made);
  if (const auto workers = root.find("workers")) made.workers = workers->integer(1, 64);
  made.workers_max = std::max<std::int64_t>(4, 4 * made.workers);
  if (const auto most = root.find("workers_max")) {
    made.workers_max = most->integer(made.workers, 256);
  }
  if (const auto secrets = root.find("secrets")) made.secrets = secrets->names();
  if (const auto reaches = root.find("reaches")) made.reaches = reaches->names();
  return made;
}

Manifest read(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw Wrong{file.string() + ": cannot be read; is the path right?"};
  std::ostringstream text;
  text << stream.rdbuf();
  const auto folder = std::filesystem::absolute(file).lexically_normal().parent_path().filename();
  return parse(text.str(), file.string(), folder.string());
}

std::vector<Manifest> read_all(const std::filesystem::path& functions) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{functions}) {
    const auto file = entry.path() / "function.json";
    if (std::filesystem::exists(file)) files.insert(file);
  }
  std::vector<Manifest> all;
  std::map<std::string, std::string> owner;
  for (const auto& file : files) {
    all.push_back(read(file));
    const auto claim = [&](const std::string& what) {
      const auto [at, is_new] = owner.emplace(what, all.back().name);
      if (!is_new && at->second != all.back().name) {
        throw Wrong{file.string() + ": " + what + " is " + at->second + "'s already; take another"};
      }
    };
    for (const Route& route : all.back().routes) claim("the path " + route.path);
    if (!all.back().topic.empty()) claim("the topic " + all.back().topic);
  }
  return all;
}

}  // namespace kabinet::manifest

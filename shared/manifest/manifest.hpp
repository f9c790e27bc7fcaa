// What a function.json says, read and strictly checked. Whoever holds a Manifest need not check
// anything again; what several manifests must not say together is checked by infra/fnctl.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet::manifest {

// The message names the file, the place in it and what to do.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One word of the closed list of kinds: "text(1..40)?", "choice(a|b)", "kopecks".
struct Kind {
  std::string word;
  bool optional = false;
  std::optional<std::pair<std::int64_t, std::int64_t>> range;
  std::vector<std::string> choices;
};

// A list's elements are flat objects: `members` are the fields of each, and `kind` says nothing.
struct Field {
  std::string name;
  Kind kind;
  std::vector<Field> members;

  [[nodiscard]] bool list() const { return !members.empty(); }
};

// A list in a request has at least one element and no more than this.
constexpr std::int64_t most_elements = 20;

// The shape of a reply. `members` are an object's members by name or a list's only element.
struct Shape {
  enum class Is { nothing, file, kind, object, list };
  Is is = Is::nothing;
  std::string name;
  Kind kind;
  std::vector<Shape> members;
};

using Refuses = std::vector<std::pair<std::string, int>>;

struct Route {
  std::string method;
  std::string path;
  std::string action;  // "do"
  std::string auth;
  bool internal = false;
  std::vector<std::string> sql;
  std::vector<Field> in;
  Shape out;
  Refuses refuses;

  // Needs a session, so auth.enter goes before its first sql.
  [[nodiscard]] bool signed_in() const { return auth != "nobody" && auth != "machine"; }
  // GET: the fields stand in the query; a repetition does no harm.
  [[nodiscard]] bool safe() const { return method == "GET"; }
  // Names in braces, in their order.
  [[nodiscard]] std::vector<std::string> path_fields() const;
};

struct Manifest {
  std::string text;  // the file as it is
  std::string name;
  std::string summary;
  std::string trigger;  // http, notice, queue, timer
  std::vector<Route> routes;
  std::string topic;
  std::int64_t every_s = 0;
  std::vector<std::string> sql;  // of queue and timer
  std::int64_t body_bytes = 16 * 1024;
  std::string rate;  // "10r/s", empty = none
  std::int64_t burst = 20;
  std::int64_t time_ms = 5000;
  std::int64_t workers = 1;
  std::int64_t workers_max = 4;
  std::vector<std::string> secrets;
  std::vector<std::string> reaches;

  // nginx knows it: it has routes.
  [[nodiscard]] bool served() const { return trigger == "http" || trigger == "notice"; }
  // Every name in schema api it may execute, sorted, each once.
  [[nodiscard]] std::vector<std::string> all_sql() const;
};

// `file` is functions/<name>/function.json; the name in it must be the folder's. Throws Wrong.
[[nodiscard]] Manifest read(const std::filesystem::path& file);
[[nodiscard]] Manifest parse(const std::string& text, const std::string& file,
                             const std::string& folder);

// All manifests below `functions`, by name. Throws Wrong also for what two of them both claim.
[[nodiscard]] std::vector<Manifest> read_all(const std::filesystem::path& functions);

// Refusals every route may give, with their status.
[[nodiscard]] const Refuses& common_refusals();

}  // namespace kabinet::manifest

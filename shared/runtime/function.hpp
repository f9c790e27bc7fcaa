// What a function is to the runtime: a name, its manifest, its routes. The generated header
// `<name>/manifest.hpp` (see infra/fnctl) makes this value; handlers are found by name.
#pragma once

#include "http/fields.hpp"
#include "http/request.hpp"
#include "pg/db.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet {

class Call;

// Who may call a route. `activation` is a session that may only set a password; `any` is a live
// session of whatever level; `confirmed` is a client with a fresh step-up; `machine` is a caller
// that proves itself in the handler (a webhook's signature) and speaks a protocol of its own: its
// query and body are not read before the handler reads them from call.request().
enum class Level { nobody, activation, any, client, confirmed, machine };

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/contracts/{id}/operations"; {x} is one path segment
  std::string_view action;   // the handler's name, for the log
  Level level = Level::nobody;
  std::vector<std::string_view> sql;                          // functions it may call
  std::vector<std::pair<std::string_view, int>> refuses;      // code -> status
  Reply (*handle)(Call&, Fields&) = nullptr;                  // reads the fields, calls the handler
};

struct Job;      // queue/job.hpp
struct Outcome;  // queue/outcome.hpp

// True as soon as the process must end; a long turn asks between its steps.
using Stopping = std::function<bool()>;

struct Function {
  std::string_view name;
  std::string_view manifest;  // function.json as text
  std::size_t body_limit = 64 * 1024;
  std::chrono::milliseconds time_limit{5000};
  std::vector<Route> routes;
  // trigger queue: the outbox topic it takes, and what it does with one job (may be null).
  std::string_view topic;
  Outcome (*work)(Call&, const Job&) = nullptr;
  // trigger timer: period, and a turn, which says how much it did (may be null).
  std::chrono::seconds every{0};
  std::int64_t (*tick)(Call&, const Stopping&) = nullptr;
};

}  // namespace kabinet

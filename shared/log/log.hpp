// One JSON line for each request or job, and one for each trouble. There is no way to hand a
// body, a header or a field to this room: what is not here cannot leak (security.md L4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kabinet {

// Lines go to standard error; `function` and `version` stand in every one.
void log_start(std::string_view function, std::string_view version);

struct RequestLine {
  std::string_view method;
  std::string_view route;      // the pattern, never the path: a path may name a person
  int status = 0;
  std::string_view code;       // of a refusal, else empty
  std::string_view reference;  // request id
  std::int64_t micros = 0;
};
void log_request(const RequestLine& line);

// What went wrong, for the people who run this. `what` must hold no personal data: it is a
// sentence of ours or of a library (PostgreSQL's primary message without detail).
void log_trouble(std::string_view what, std::string_view reference);
void log_event(std::string_view what);

}  // namespace kabinet

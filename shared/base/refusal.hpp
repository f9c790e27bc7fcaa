// A refusal is the only thing this product throws on purpose: the request is understood and
// will not be done. The runtime turns it into problem+json (RFC 9457); which HTTP status a code
// has is said by the route's manifest ("refuses") or, for the codes every route may give,
// by runtime/problem.cpp. A code known to neither is our bug and answers 500.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kabinet {

struct Refusal {
  std::string code;                           // snake_case, has words in every UI language
  std::map<std::string, std::string> fields;  // field name -> reason code, for fields_invalid
  std::optional<std::int64_t> retry_after_s;  // also sent as Retry-After
  std::vector<std::pair<std::string, std::int64_t>> numbers;  // further members, e.g. tries_left
};

[[noreturn]] inline void refuse(std::string code) {
  throw Refusal{std::move(code), {}, std::nullopt, {}};
}

[[noreturn]] inline void refuse_for(std::string code, std::int64_t retry_after_s) {
  throw Refusal{std::move(code), {}, retry_after_s, {}};
}

}  // namespace kabinet

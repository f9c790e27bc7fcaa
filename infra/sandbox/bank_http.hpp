// Small words of HTTP that the bank's parts have in common.
#pragma once

#include "bank_wire.hpp"

#include <httplib.h>

namespace kabinet::sandbox {

using In = const httplib::Request&;
using Out = httplib::Response&;

inline void answer(Out out, const nlohmann::json& body, int status = 200) {
  out.status = status;
  out.set_header("Cache-Control", "no-store");
  out.set_content(written(body), "application/json; charset=utf-8");
}

// The address under which the caller reaches us, for links to our own pages.
[[nodiscard]] inline std::string host_of(In in) { return "http://" + in.get_header_value("Host"); }

// A text member; empty when it is missing or of another type.
[[nodiscard]] inline std::string text(const nlohmann::json& body, const char* name) {
  const auto at = body.find(name);
  return at != body.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

[[nodiscard]] inline nlohmann::json part(const nlohmann::json& body, const char* name) {
  const auto at = body.find(name);
  return at != body.end() ? *at : nlohmann::json{};
}

// Characters, not bytes.
[[nodiscard]] inline std::size_t length(const std::string& utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (c & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace kabinet::sandbox

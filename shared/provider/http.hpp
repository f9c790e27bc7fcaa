// One HTTP exchange with an outside party: bounded in time and size, never redirected, never
// through a proxy of the environment. What the answer means is the adapter's business.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet {

struct Exchange {
  // `unsent`: no byte of the request left us. `unsure`: it may have arrived, no answer came.
  enum class End { answered, unsent, unsure };

  End end = End::unsent;
  long status = 0;
  std::string body;  // at most the limit asked for, else the end is `unsure`
};

struct Patience {
  std::chrono::milliseconds connect{2000};
  std::chrono::milliseconds whole{5000};
};

using Form = std::vector<std::pair<std::string, std::string>>;

// POST, urlencoded. The address is https, or http of this very machine (a stand-in); anything
// else throws Broken: a code must not travel in clear.
[[nodiscard]] Exchange post_form(const std::string& url, const Form& form, Patience patience = {});

// One request of an API that speaks JSON. With a user it carries HTTP Basic credentials.
struct Ask {
  std::string method;  // "GET" or "POST"
  std::string url;
  std::string user;
  std::string password;
  std::vector<std::string> headers;  // "Name: value"
  std::string body;                  // POST: a JSON text
  std::size_t answer_max = std::size_t{64} * 1024;
};

// The address obeys the same rule as that of post_form.
[[nodiscard]] Exchange ask_json(const Ask& ask, Patience patience = {});
// Percent-escapes a value for a path or a query.
[[nodiscard]] std::string url_escaped(const std::string& text);
// Whether a browser may be sent there: https, or http of this very machine.
[[nodiscard]] bool is_safe_address(const std::string& url);

// A request over a unix socket to a server of our own.
[[nodiscard]] Exchange send_local(const std::string& socket, std::string_view method,
                                  const std::string& target, const std::string& body,
                                  Patience patience = {});

}  // namespace kabinet

// One HTTP exchange with an outside party: bounded in time and size, never redirected, never
// through a proxy of the environment. What the answer means is the adapter's business.
#pragma once

#include <chrono>
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
  std::string body;  // at most 64 KiB, else the end is `unsure`
};

struct Patience {
  std::chrono::milliseconds connect{2000};
  std::chrono::milliseconds whole{5000};
};

using Form = std::vector<std::pair<std::string, std::string>>;

// POST, urlencoded. The address is https, or http of this very machine (a stand-in); anything
// else throws Broken: a code must not travel in clear.
[[nodiscard]] Exchange post_form(const std::string& url, const Form& form, Patience patience = {});

// A request over a unix socket to a server of our own.
[[nodiscard]] Exchange send_local(const std::string& socket, std::string_view method,
                                  const std::string& target, const std::string& body,
                                  Patience patience = {});

}  // namespace kabinet

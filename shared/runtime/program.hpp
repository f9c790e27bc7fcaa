// What the operator's programs (infra/import, infra/bank-import …) need before they read anything
// from outside.
#pragma once

#include "runtime/site.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kabinet {

// The site file named by KABINET_SITE; throws std::runtime_error if none is named.
[[nodiscard]] Site site_of_environment();

// How to reach the database as this role.
[[nodiscard]] std::string connection_of(const Site& site, std::string_view role);

// True if --help (or -h) stands among the words; the usage is on stdout then.
[[nodiscard]] bool gave_help(const std::vector<std::string>& words, const char* usage);

// Files from outside are read without root's rights: what was opened before stays open. Throws
// std::runtime_error if the rights cannot be given up.
void give_up_root();

}  // namespace kabinet

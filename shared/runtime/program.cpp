// The operator's programs: settings, connection, rights.
#include "runtime/program.hpp"

#include <grp.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace kabinet {

Site site_of_environment() {
  const char* path = std::getenv("KABINET_SITE");
  if (path == nullptr) throw std::runtime_error{"KABINET_SITE names no site file"};
  return read_site(path);
}

std::string connection_of(const Site& site, std::string_view role) {
  return "host='" + site.database_host + "' dbname='" + site.database_name + "' user='fn_" +
         std::string{role} + "' application_name='" + std::string{role} + "'";
}

bool gave_help(const std::vector<std::string>& words, const char* usage) {
  const bool wanted = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "--help" || word == "-h";
  });
  if (wanted) std::fputs(usage, stdout);
  return wanted;
}

void give_up_root() {
  constexpr unsigned nobody = 65534;
  if (geteuid() != 0) return;
  if (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0) {
    throw std::runtime_error{"root's rights cannot be given up"};
  }
}

}  // namespace kabinet

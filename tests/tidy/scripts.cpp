// A script stops at the first command that fails, and can be started by its name.
#include "tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kabinet::tidy;

namespace {

bool has_line(const File& file, std::string_view wanted) {
  return std::any_of(file.lines.begin(), file.lines.end(),
                     [&](const std::string& line) { return trimmed(line).starts_with(wanted); });
}

bool sources_lib(const File& file) {
  return std::any_of(file.lines.begin(), file.lines.end(), [](const std::string& line) {
    const std::string_view start = trimmed(line);
    return (start.starts_with(". ") || start.starts_with("source ")) &&
           start.find("lib.sh") != start.npos;
  });
}

bool is_one_command(const File& file) {
  return std::count_if(file.lines.begin(), file.lines.end(), [](const std::string& line) {
           return !trimmed(line).empty() && !trimmed(line).starts_with('#');
         }) <= 1;
}

// Plain sh knows no pipefail; it may only be used where nothing is piped.
bool pipes(const File& file) {
  return std::any_of(file.lines.begin(), file.lines.end(), [](const std::string& line) {
    return !trimmed(line).starts_with('#') && line.find(" | ") != std::string::npos;
  });
}

Findings careless_scripts(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!file.script() && !file.executable) continue;
    if (!file.script()) {
      found.push_back({file.path, 1, "this is executable without a #! line: add one, or chmod -x"});
      continue;
    }
    const std::string& first = file.lines.front();
    if (!file.executable) found.push_back({file.path, 1, "a script is executable: chmod +x"});
    const bool bash = first.ends_with("bash");
    if (is_one_command(file)) continue;
    if (bash && !has_line(file, "set -euo pipefail") && !sources_lib(file)) {
      found.push_back({file.path, 1, "write set -euo pipefail below the opening, or source "
                                     "infra/lib.sh, which does"});
    }
    if (first.ends_with("/sh") && !has_line(file, "set -eu")) {
      found.push_back({file.path, 1, "write set -eu below the opening"});
    }
    if (first.ends_with("/sh") && pipes(file)) {
      found.push_back({file.path, 1, "sh does not see a failure within a pipe: use bash with "
                                     "set -euo pipefail"});
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a script stops at the first failure", "[tidy][scripts]") {
  CHECK(holds(careless_scripts(checkout())));
  Tree bad = sample({{"infra/a", "#!/usr/bin/env bash\n# set -euo pipefail\nls\nls\n"},
                     {"infra/b", "#!/usr/bin/env bash\nset -euo pipefail\n"},
                     {"infra/c", "#!/usr/bin/env bash\n. \"$(dirname \"$0\")/lib.sh\"\nls\n"},
                     {"infra/d", "#!/bin/sh\nset -eu\nls | wc\n"},
                     {"infra/e", "#!/bin/sh\nls\nls\n"},
                     {"infra/f", "a table\n"},
                     {"infra/g", "#!/bin/sh\n# Lists.\nexec ls\n"}});
  for (File& file : bad) file.executable = true;
  CHECK(places(careless_scripts(bad)) == "infra/a:1 infra/d:1 infra/e:1 infra/f:1");
  CHECK(places(careless_scripts(sample({{"infra/b", "#!/bin/sh\nset -eu\n"}}))) == "infra/b:1");
}

// One add_header in a location silently drops all those it would inherit, so none may stand there,
// nor in a snippet that a location includes.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace kabinet::tidy;

namespace {

bool is_nginx(const File& file) {
  return file.ends(".conf") &&
         (file.in("nginx/") || file.path.find("/nginx/") != std::string::npos);
}

std::string without_comment(const std::string& line) { return line.substr(0, line.find('#')); }

struct Inside {
  Findings headers;
  std::set<std::string> includes;  // snippets/x.conf
};

// What stands inside a `location` (or anywhere, for a snippet known to be included from one).
Inside inside_locations(const File& file, bool whole) {
  Inside inside;
  std::vector<bool> blocks;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string line = without_comment(file.lines[i]);
    const std::string_view start = trimmed(line);
    // A location's pattern may hold braces of its own; only a brace at the end opens a block.
    if (start.ends_with('{')) blocks.push_back(start.starts_with("location"));
    const bool location = whole || std::find(blocks.begin(), blocks.end(), true) != blocks.end() ||
                          start.starts_with("location");
    if (location && has_word(start, "add_header")) {
      inside.headers.push_back({file.path, i + 1, "a location never adds a header: choose its "
                                                  "value by a map in snippets/headers.map.conf"});
    }
    if (location && start.starts_with("include ")) {
      inside.includes.insert(std::string{trimmed(start.substr(8, start.find(';') - 8))});
    }
    if (start.starts_with('}') && !blocks.empty()) blocks.pop_back();
  }
  return inside;
}

Findings headers_in_locations(const Tree& tree) {
  std::set<std::string> included;
  std::set<std::string> seen;
  Findings found;
  for (const File& file : tree) {
    if (!is_nginx(file)) continue;
    Inside inside = inside_locations(file, false);
    found.insert(found.end(), inside.headers.begin(), inside.headers.end());
    included.merge(inside.includes);
  }
  while (!included.empty()) {
    const std::string next = included.extract(included.begin()).value();
    if (!seen.insert(next).second) continue;
    for (const File& file : tree) {
      if (!is_nginx(file) || !file.ends("/" + next)) continue;
      Inside inside = inside_locations(file, true);
      found.insert(found.end(), inside.headers.begin(), inside.headers.end());
      included.merge(inside.includes);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("no location adds a header", "[tidy][nginx]") {
  CHECK(holds(headers_in_locations(checkout())));
  const Tree bad = sample({
      {"nginx/site.conf", "server {\n    add_header A b;\n    location / {\n"
                          "        if ($x) {\n            return 404;\n        }\n"
                          "        add_header C d;  # no\n        include snippets/x.conf;\n"
                          "        # add_header E f;\n    }\n    add_header G h;\n}\n"},
      {"nginx/snippets/x.conf", "include snippets/y.conf;\n"},
      {"nginx/snippets/y.conf", "add_header I j;\n"},
      {"nginx/snippets/z.conf", "location = /a { add_header K l; }\nadd_header M n;\n"},
  });
  CHECK(places(headers_in_locations(bad)) ==
        "nginx/site.conf:7 nginx/snippets/z.conf:1 nginx/snippets/y.conf:1");
}

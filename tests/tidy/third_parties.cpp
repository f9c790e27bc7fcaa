// Each third-party header has exactly one room, so that a library can be replaced in one place.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kabinet::tidy;

namespace {

struct Confined {
  std::string_view header;  // a name, or a folder ending with '/'
  std::vector<std::string_view> homes;
};

const std::vector<Confined>& confinement() {
  static const std::vector<Confined> all = {
      {"nlohmann/", {"shared/base/"}},
      {"sodium.h", {"shared/crypto/"}},
      {"sodium/", {"shared/crypto/"}},
      {"libpq-fe.h", {"shared/pg/", "shared/testing/"}},
      {"libpq/", {"shared/pg/", "shared/testing/"}},
      {"spdlog/", {"shared/log/"}},
      {"fmt/", {"shared/log/"}},
      {"fcgiapp.h", {"shared/runtime/"}},
      {"fcgi_stdio.h", {"shared/runtime/"}},
      {"httplib.h", {"shared/runtime/", "infra/sandbox/"}},
      {"curl/", {"shared/provider/"}},
      {"xlsxwriter.h", {"shared/sheet/"}},
      {"xlsxwriter/", {"shared/sheet/"}},
      {"csv.h", {"shared/sheet/"}},
      {"zlib.h", {"shared/sheet/"}},
      {"qrencode.h", {"shared/qr/"}},
      {"catch2/", {"shared/testing/", "tests/"}},
  };
  return all;
}

Findings strangers(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_cpp(file)) continue;
    for (const Include& include : includes(file)) {
      for (const Confined& rule : confinement()) {
        const bool folder = rule.header.ends_with('/');
        if (folder ? !include.path.starts_with(rule.header) : include.path != rule.header) continue;
        const bool home = std::any_of(rule.homes.begin(), rule.homes.end(),
                                      [&](std::string_view room) { return file.in(room); });
        if (home || (rule.header == "catch2/" && file.ends(".test.cpp"))) continue;
        found.push_back({file.path, include.line, "<" + include.path + "> belongs to " +
                                                      std::string{rule.homes.front()} +
                                                      ": call what that room offers instead"});
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a third-party header is included in its own room only", "[tidy][includes]") {
  CHECK(holds(strangers(checkout())));
  const Tree bad = sample({
      {"shared/crypto/a.cpp", "#include <sodium.h>\n"},
      {"shared/text/a.cpp", "#include <sodium.h>\n"},
      {"functions/pay/a.cpp", "#include <spdlog/spdlog.h>\n#include <libpq-fe.h>\n"},
      {"functions/pay/a.test.cpp", "#include <catch2/catch.hpp>\n"},
      {"shared/sheet/a.cpp", "#include <qrencode.h>\n#include <zlib.h>\n"},
  });
  CHECK(places(strangers(bad)) ==
        "shared/text/a.cpp:1 functions/pay/a.cpp:1 functions/pay/a.cpp:2 shared/sheet/a.cpp:1");
}

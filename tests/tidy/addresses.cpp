// Packages come from whatever the machine is set up with: no file names a registry's host or an
// address to download from. Pages for people to read may be linked.
#include "tree.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace kabinet::tidy;

namespace {

constexpr std::array<std::string_view, 12> hosts{
    "registry." "npmjs.org", "npm" "mirror.com", "registry." "yarnpkg.com", "pypi" ".org",
    "files." "pythonhosted.org", "deb." "debian.org", "security." "debian.org",
    "archive." "ubuntu.com", "crates" ".io", "docker" ".io", "ghcr" ".io",
    "raw." "githubusercontent.com"};

constexpr std::array<std::string_view, 9> archives{".tgz", ".tar.gz", ".tar.xz", ".zip", ".deb",
                                                   ".whl", ".rpm",    ".gz",     ".AppImage"};

// The address that starts at `at`, up to a blank or a quote.
std::string_view address_at(std::string_view line, std::size_t at) {
  return line.substr(at, line.find_first_of(" \t\"'`<>)|", at) - at);
}

bool downloads(std::string_view line) {
  for (const std::string_view scheme : {"http://", "https://", "ftp://"}) {
    for (std::size_t at = 0; (at = line.find(scheme, at)) != line.npos; ++at) {
      for (const auto ending : archives) {
        if (address_at(line, at).ends_with(ending)) return true;
      }
    }
  }
  return line.find("\"resolved\": \"http") != line.npos;
}

Findings addresses(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      bool named = downloads(file.lines[i]);
      for (const auto host : hosts) named |= has_word(file.lines[i], host);
      if (!named) continue;
      found.push_back({file.path, i + 1,
                       "no address of a registry or a download: name the package only (in npm: "
                       "omit-lockfile-registry-resolved=true in .npmrc)"});
    }
  }
  return found;
}

}  // namespace

TEST_CASE("no file says where packages are downloaded from", "[tidy][addresses]") {
  CHECK(holds(addresses(checkout())));
  const Tree bad = sample({
      {"package-lock.json", "\"resolved\": \"https://a.example/b\"\n\"version\": \"1.0\"\n"},
      {"infra/a", "curl https://host.example/x-1.0.tar" ".gz | tar x\n"
                  "curl https://host.example/\n"},
      {".npmrc", "registry=https://registry." "npmjs.org/\n"},
      {"infra/b", "tar xzf ../x.tar" ".gz # https://host.example/page\n"},
  });
  CHECK(places(addresses(bad)) == "package-lock.json:1 infra/a:1 .npmrc:1");
}

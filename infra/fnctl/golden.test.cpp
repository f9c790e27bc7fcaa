// Everything derived from golden/functions is compared with golden/expected, file by file.
// After a wanted change: KABINET_GOLDEN=write fnctl_test, and the review sees what it does.
#include "fnctl.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <cstdlib>
#include <set>

using namespace kabinet;
using namespace kabinet::fnctl;
namespace fs = std::filesystem;

namespace {

const fs::path source{KABINET_SOURCE_DIR};
const fs::path golden = source / "infra" / "fnctl" / "golden";

Files derived() {
  const Manifests all = manifest::read_all(golden / "functions");
  Files files = derive_all(all, read_patterns(source));
  for (const Manifest& one : all) {
    files["cpp/" + one.name + "/manifest.hpp"] = cpp_header(one);
    files["cpp/" + one.name + "/manifest.cpp"] = cpp_source(one);
  }
  return files;
}

// A folder of its own for one case.
struct Scratch {
  fs::path root = fs::temp_directory_path() / ("fnctl_test_" + std::to_string(getpid()));
  Scratch() {
    fs::remove_all(root);
    fs::create_directories(root / "functions");
  }
  ~Scratch() { fs::remove_all(root); }
};

}  // namespace

TEST_CASE("each derived file is what golden/expected says", "[fnctl]") {
  const Files files = derived();
  const char* wish = std::getenv("KABINET_GOLDEN");
  if (wish != nullptr && std::string{wish} == "write") {
    fs::remove_all(golden / "expected");
    for (const auto& [path, text] : files) put(golden / "expected" / path, text);
  }
  std::set<std::string> expected;
  for (const auto& entry : fs::recursive_directory_iterator{golden / "expected"}) {
    if (!entry.is_regular_file()) continue;
    expected.insert(fs::relative(entry.path(), golden / "expected").generic_string());
  }
  for (const auto& [path, text] : files) {
    INFO(path);
    REQUIRE(expected.contains(path));
    CHECK(slurp(golden / "expected" / path) == text);
  }
  CHECK(expected.size() == files.size());
}

TEST_CASE("write makes the tree equal to the manifests and removes what is stale", "[fnctl]") {
  const Scratch scratch;
  const Files files = derived();
  put(scratch.root / "nginx/generated/routes/gone.conf", "location = /api/gone {}\n");
  write_tree(scratch.root, files);
  CHECK(differences(scratch.root, files).empty());
  CHECK_FALSE(fs::exists(scratch.root / "nginx/generated/routes/gone.conf"));
}

TEST_CASE("check names each file that differs, is absent or is stale", "[fnctl]") {
  const Scratch scratch;
  const Files files = derived();
  write_tree(scratch.root, files);
  put(scratch.root / "nginx/generated/limits.conf", "by hand\n");
  put(scratch.root / "docs/generated/notes.md", "by hand\n");
  fs::remove(scratch.root / "sql/generated/grants.sql");
  CHECK(differences(scratch.root, files) ==
        std::vector<std::string>{"nginx/generated/limits.conf differs from its manifests",
                                 "sql/generated/grants.sql is absent",
                                 "docs/generated/notes.md belongs to no manifest"});
}

TEST_CASE("a file that does not change keeps its time", "[fnctl]") {
  const Scratch scratch;
  const fs::path file = scratch.root / "a";
  put(file, "same");
  const auto before = fs::file_time_type::clock::now() - std::chrono::hours{1};
  fs::last_write_time(file, before);
  put(file, "same");
  CHECK(fs::last_write_time(file) == before);
}

TEST_CASE("a new function derives everything without a change elsewhere", "[fnctl]") {
  const Scratch scratch;
  start_function(scratch.root, "callback", read_patterns(source));
  const Manifests all = manifest::read_all(scratch.root / "functions");
  REQUIRE(all.size() == 1);
  const Files files = derive_all(all, read_patterns(source));
  CHECK(files.at("nginx/generated/routes/callback.conf").find("location = /api/callback {") !=
        std::string::npos);
  CHECK(fs::exists(scratch.root / "sql/api/system/callback.sql"));
  CHECK_THROWS_WITH(start_function(scratch.root, "callback", read_patterns(source)),
                    "functions/callback/function.json exists; take another name");
  CHECK_THROWS_WITH(start_function(scratch.root, "Call-Back", read_patterns(source)),
                    Catch::Contains("snake_case"));
  CHECK_THROWS_WITH(start_function(scratch.root, "class", read_patterns(source)),
                    "class is a word of C++; take another name");
  CHECK_FALSE(fs::exists(scratch.root / "functions/class"));
}

TEST_CASE("workers of all functions together fit into max_connections", "[fnctl]") {
  const Manifests all = manifest::read_all(golden / "functions");  // 6 + 8 + 1 + 4, and 20 spare
  CHECK_NOTHROW(check_connections(all, "max_connections = 39  # enough\n"));
  CHECK_THROWS_WITH(check_connections(all, "max_connections = 38\n"),
                    Catch::Contains("= 38, but") && Catch::Contains("are 39; lower a workers_max"));
  CHECK_NOTHROW(check_connections(all, "shared_buffers = 1GB\n"));
}

TEST_CASE("a route or refusal that no test met is named", "[fnctl]") {
  Manifests all = manifest::read_all(golden / "functions");
  std::erase_if(all, [](const Manifest& one) { return one.name != "parcel"; });
  std::erase_if(all[0].routes, [](const Route& route) { return route.action != "delete"; });
  CHECK(uncovered(all, "") ==
        std::vector<std::string>{
            "no test has met parcel DELETE /api/parcels/{id}",
            "no test has met parcel DELETE /api/parcels/{id} refused with parcel_is_yours"});
  CHECK(uncovered(all, "route parcel DELETE /api/parcels/{id}\n"
                       "refusal parcel DELETE /api/parcels/{id} parcel_is_yours\n")
            .empty());
}

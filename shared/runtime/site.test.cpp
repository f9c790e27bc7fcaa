// The site file's complaints name the file and the key.
#include "runtime/site.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>

using namespace kabinet;

namespace {

constexpr const char* path = "site_test.json";
const std::string whole = R"({"database":{"host":"/run","name":"kabinet"},"keys":"/k",
  "url":"http://x","host_name":"x","organisation":{"name":{"ru":"Имя"}},"publish":"/p",
  "sms":{"url":"http://s","login":"l","password_file":"/f","sender":"S"}})";

void put(const std::string& text) { std::ofstream{path, std::ios::trunc} << text; }

}  // namespace

TEST_CASE("a whole site file is read", "[runtime]") {
  put(whole);
  const Site site = read_site(path);
  CHECK(site.database_host == "/run");
  CHECK(site.organisation == "Имя");
  std::remove(path);
}

TEST_CASE("a missing or wrong value is named", "[runtime]") {
  CHECK_THROWS_WITH(read_site("/nonexistent"), Catch::Contains("/nonexistent"));
  put("{");
  CHECK_THROWS_WITH(read_site(path), Catch::Contains("not valid JSON"));
  put(R"({"database":{"host":1}})");
  CHECK_THROWS_WITH(read_site(path), Catch::Contains("/database/host"));
  std::remove(path);
}

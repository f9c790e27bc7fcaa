// The site file's complaints name the file and the key.
#include "base/json.hpp"
#include "runtime/site.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace kabinet;

namespace {

constexpr const char* path = "site_test.json";
const std::string whole = R"({"database":{"host":"/run","name":"kabinet"},"keys":"/k",
  "url":"http://x","host_name":"x","organisation":{"name":{"ru":"Имя"}},"publish":"/p",
  "sms":{"url":"http://s","login":"l","password_file":"/f","sender":"S"},
  "payee":{"name":"П","inn":"7700000016","kpp":"770101001","account":"40702810938000012345",
    "bank":"Б","bic":"044525225","corr_account":"30101810400000000225"},
  "points":[{"name":"А","address":"Б","hours":"В","networks":"Г"}],
  "acquirer":{"card":"yookassa","sbp":"tbank",
    "yookassa":{"url":"http://y","shop_id":"1","secret_file":"/y","tax_system_code":1,
      "vat_code":2},
    "tbank":{"url":"http://t","terminal_key":"T","password_file":"/t"}},
  "terminal":{"network":"osmp","login":"terminal","password_file":"/p",
    "addresses":["203.0.113.7"]}})";

void put(const std::string& text) { std::ofstream{path, std::ios::trunc} << text; }

}  // namespace

TEST_CASE("a whole site file is read", "[runtime]") {
  put(whole);
  const Site site = read_site(path);
  CHECK(site.database_host == "/run");
  CHECK(site.organisation == "Имя");
  CHECK(site.payee.corr_account == "30101810400000000225");
  REQUIRE(site.points.size() == 1);
  CHECK(site.points[0].networks == "Г");
  CHECK(site.acquirer.card == "yookassa");
  CHECK(site.acquirer.sbp == "tbank");
  CHECK(site.acquirer.yookassa_vat_code == 2);
  CHECK(site.acquirer.tbank_taxation == "osn");
  CHECK(site.terminal_network == "osmp");
  CHECK(site.terminal_addresses == std::vector<std::string>{"203.0.113.7"});
  std::remove(path);
}

TEST_CASE("each key of payments is asked for by its name", "[runtime]") {
  for (const std::string pointer :
       {"/payee/bic", "/points", "/points/0/hours", "/acquirer", "/acquirer/card",
        "/acquirer/yookassa/secret_file", "/acquirer/yookassa/vat_code",
        "/acquirer/tbank/terminal_key", "/terminal/login"}) {
    auto root = nlohmann::json::parse(whole);
    root[nlohmann::json::json_pointer{pointer}] = nlohmann::json{};
    put(root.dump());
    CHECK_THROWS_WITH(read_site(path), Catch::Contains(pointer));
  }
  put(std::string{whole}.replace(whole.find("\"card\":\"yookassa\""), 17, "\"card\":\"piggy\""));
  CHECK_THROWS_WITH(read_site(path), Catch::Contains("/acquirer/card"));
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

TEST_CASE("a credential is looked for where the supervisor put it", "[runtime]") {
  std::string text = whole;
  text.replace(text.find("\"/k\""), 4, R"("credential:master.key")");
  text.replace(text.find("\"/f\""), 4, R"("credential:sms.password")");
  put(text);
  unsetenv("CREDENTIALS_DIRECTORY");
  CHECK_THROWS_WITH(read_site(path), Catch::Contains("/keys") && Catch::Contains("master.key") &&
                                         Catch::Contains("CREDENTIALS_DIRECTORY"));
  setenv("CREDENTIALS_DIRECTORY", "/run/credentials/x", 1);
  const Site site = read_site(path);
  CHECK(site.keys_file == "/run/credentials/x/master.key");
  CHECK(site.sms_password_file == "/run/credentials/x/sms.password");

  text.replace(text.find("master.key"), 10, "../master");
  put(text);
  CHECK_THROWS_WITH(read_site(path), Catch::Contains("../master"));
  unsetenv("CREDENTIALS_DIRECTORY");
  std::remove(path);
}

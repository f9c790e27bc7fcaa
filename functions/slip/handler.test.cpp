// A slip as its client gets it, and that it is nobody else's. The QR's text has its own tests.
#include "slip/manifest.hpp"

#include "testing/debts.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const Function& fn = slip::function();
const std::string nobody_s = "00000000-0000-4000-8000-000000000000";

std::string slip_of(const std::string& contract, const std::string& query = "") {
  return "/api/contracts/" + contract + "/slip" + query;
}

}  // namespace

TEST_CASE("a slip names the payee, the contract and the payer's code", "[slip]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string id = add_debt(bench, anna, "A-1", 500'000);
  auto browser = bench.signed_in(anna);
  const json body = browser.get(fn, slip_of(id, "?amount_kopecks=150075")).body();
  const Payee& payee = bench.site().payee;
  CHECK(body.at("payee") == payee.name);
  CHECK(body.at("account") == payee.account);
  CHECK(body.at("contract_number") == "A-1");
  const std::string code = body.at("payer_code");
  CHECK(code == bench.admin("select code from payment.payer_code"));
  CHECK(body.at("purpose") == "Оплата по договору № A-1, код плательщика " + code);
  CHECK(body.at("amount_kopecks") == 150075);
  const std::string qr = body.at("qr");
  CHECK(qr.starts_with("ST00012|Name=" + payee.name + "|PersonalAcc=" + payee.account + "|"));
  CHECK(qr.find("|Sum=150075|") != std::string::npos);
  CHECK(qr.find("|PersAcc=" + code + "|Contract=A-1|") != std::string::npos);
  CHECK(body.at("qr_svg_path").get<std::string>().starts_with("M4 4h7v1h-7z"));
  CHECK(body.at("qr_size").get<int>() % 4 == 25 % 4);  // 21 + 4 n modules and the quiet zone
}

TEST_CASE("a slip without a sum leaves it to the payer", "[slip]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  const std::string id = add_debt(bench, anna, "A-1", 500'000);
  auto browser = bench.signed_in(anna);
  for (const std::string query : {"", "?amount_kopecks=0", "?amount_kopecks="}) {
    const json body = browser.get(fn, slip_of(id, query)).body();
    CHECK(body.at("amount_kopecks").is_null());
    CHECK(body.at("qr").get<std::string>().find("Sum=") == std::string::npos);
  }
  CHECK(browser.get(fn, slip_of(id, "?amount_kopecks=1.5")).refusal() == "fields_invalid");
  CHECK(browser.get(fn, slip_of(id, "?amount_kopecks=-1")).refusal() == "fields_invalid");
}

TEST_CASE("another client's contract and one that never was have no slip", "[slip]") {
  Bench bench;
  const std::string foreign = add_debt(bench, bench.add(testing::boris()), "B-1", 500'000);
  auto browser = bench.signed_in(bench.add(testing::anna()));
  for (const std::string& id : {foreign, nobody_s}) {
    CHECK(browser.get(fn, slip_of(id)).refusal() == "contract_is_yours");
  }
  CHECK(bench.browser().get(fn, slip_of(foreign)).status() == 401);
}

TEST_CASE("the places to pay come with the client's own codes", "[slip]") {
  Bench bench;
  const Person anna = bench.add(testing::anna());
  add_debt(bench, anna, "A-2", 500'000);
  add_debt(bench, anna, "A-1", 500'000);
  add_debt(bench, bench.add(testing::boris()), "B-1", 500'000);
  auto browser = bench.signed_in(anna);
  const json body = browser.get(fn, "/api/points").body();
  REQUIRE(body.at("codes").size() == 2);
  CHECK(body.at("codes")[0].at("contract_number") == "A-1");
  CHECK(body.at("codes")[0].at("payer_code").get<std::string>().size() == 10);
  REQUIRE(body.at("points").size() == bench.site().points.size());
  CHECK(body.at("points")[0].at("name") == bench.site().points[0].name);
  CHECK(bench.browser().get(fn, "/api/points").status() == 401);
}

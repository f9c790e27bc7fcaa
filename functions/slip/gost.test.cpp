// The QR's text against the standard's words, with a reader written from them, and that no value
// however hostile breaks it.
#include "slip/gost.hpp"

#include "base/require.hpp"
#include "text/text.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <utility>
#include <vector>

using namespace kabinet;
using slip::gost_text;
using slip::Order;

namespace {

Order usual() {
  return {.name = "ООО «ЭнергоДемо»",
          .account = "40702810938000012345",
          .bank = "ПАО СБЕРБАНК",
          .bic = "044525225",
          .corr_account = "30101810400000000225",
          .kopecks = 150075,
          .purpose = "Оплата по договору № A-1",
          .payee_inn = "7700000016",
          .kpp = "770101001",
          .payer_code = "7000123452",
          .contract = "A-1"};
}

using Fields = std::vector<std::pair<std::string, std::string>>;

// As a bank app reads: the separator is byte 7, a pair is split at its first `=`.
Fields fields_of(const std::string& text) {
  REQUIRE(text.starts_with("ST00012"));
  const char separator = text.at(7);
  Fields fields;
  for (std::size_t at = 8; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    const std::string pair = text.substr(at, end - at);
    const std::size_t sign = pair.find('=');
    REQUIRE(sign != std::string::npos);
    fields.emplace_back(pair.substr(0, sign), pair.substr(sign + 1));
    at = end + 1;
  }
  return fields;
}

std::string field(const Fields& fields, const std::string& key) {
  for (const auto& [name, value] : fields) {
    if (name == key) return value;
  }
  return "absent";
}

void check_form(const std::string& text) {
  const Fields fields = fields_of(text);
  const std::vector<std::string> order = {"Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"};
  REQUIRE(fields.size() >= order.size());
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    CHECK(fields[i].first == order[i]);
    bytes += order[i].size() + 1 + fields[i].second.size() + 1;
  }
  CHECK(bytes <= 300);
  CHECK(is_utf8(text));
  CHECK(text.find_first_of("\r\n\t") == std::string::npos);
  CHECK(utf8_length(field(fields, "Name")) <= 160);
  CHECK(utf8_length(field(fields, "BankName")) <= 45);
  CHECK(utf8_length(field(fields, "Purpose")) <= 210);
  CHECK(field(fields, "PersonalAcc") == "40702810938000012345");
  CHECK(field(fields, "Sum") == "150075");
}

std::string times(const std::string& text, int count) {
  std::string all;
  for (; count > 0; --count) all += text;
  return all;
}

}  // namespace

TEST_CASE("a slip's QR says what the standard asks for, in its order", "[slip]") {
  CHECK(gost_text(usual()) ==
        "ST00012|Name=ООО «ЭнергоДемо»|PersonalAcc=40702810938000012345|BankName=ПАО СБЕРБАНК|"
        "BIC=044525225|CorrespAcc=30101810400000000225|Sum=150075|"
        "Purpose=Оплата по договору № A-1|PayeeINN=7700000016|KPP=770101001|"
        "PersAcc=7000123452|Contract=A-1|TechCode=07");
}

TEST_CASE("what is not known is left out, but the correspondent account is 0", "[slip]") {
  Order order = usual();
  order.kopecks.reset();
  order.kpp.clear();
  order.corr_account.clear();
  const Fields fields = fields_of(gost_text(order));
  CHECK(field(fields, "Sum") == "absent");
  CHECK(field(fields, "KPP") == "absent");
  CHECK(field(fields, "CorrespAcc") == "0");
  order.kopecks = 0;
  CHECK(field(fields_of(gost_text(order)), "Sum") == "absent");
}

TEST_CASE("a value that holds the separator makes us choose another one", "[slip]") {
  Order order = usual();
  order.name = "Первый|Второй";
  CHECK(gost_text(order).starts_with("ST00012#Name=Первый|Второй#"));
  order.name = "a|#;^~_{}!b";
  check_form(gost_text(order));
  CHECK(field(fields_of(gost_text(order)), "Name") == "a/#;^~_{}!b");
}

TEST_CASE("a long name gives way to the rest of the mandatory block", "[slip]") {
  Order order = usual();
  order.name = times("Ж", 200);
  order.bank = times("Щ", 60);
  order.purpose = times("п", 300);
  check_form(gost_text(order));
  const Fields fields = fields_of(gost_text(order));
  CHECK(utf8_length(field(fields, "BankName")) == 45);
  CHECK(utf8_length(field(fields, "Purpose")) == 210);
  CHECK(utf8_length(field(fields, "Name")) == 57);
}

TEST_CASE("no value, however hostile, breaks the form", "[slip]") {
  const std::vector<std::string> pieces = {
      "|", "#", ";", "^", "~", "_", "{", "}", "!", "=", "\n", "\r\n", "\t", " ", "Sum=1", "|Sum=1|",
      "ST00012", "Ж", "😀", "\u2028", "\u202E", "\"", "&", "<", "'", "\x7F", "\x01", "a", "0"};
  std::mt19937 random{20260301};
  const auto text = [&] {
    std::string all = "x";
    for (auto left = random() % 120; left > 0; --left) all += pieces[random() % pieces.size()];
    return all;
  };
  for (int turn = 0; turn < 500; ++turn) {
    Order order = usual();
    order.name = text();
    order.bank = text();
    order.purpose = text();
    order.contract = text();
    order.payer_code = text();
    check_form(gost_text(order));
  }
}

TEST_CASE("requisites that do not fit each other make no QR", "[slip]") {
  const auto spoiled = [](auto spoil) {
    Order order = usual();
    spoil(order);
    CHECK_THROWS_AS(gost_text(order), Broken);
  };
  spoiled([](Order& order) { order.account = "40702810938000012346"; });
  spoiled([](Order& order) { order.bic = "044525974"; });
  spoiled([](Order& order) { order.corr_account = "30101810400000000226"; });
  spoiled([](Order& order) { order.payee_inn = "7700000017"; });
  spoiled([](Order& order) { order.kpp = "77"; });
  spoiled([](Order& order) { order.name = " \n"; });
  spoiled([](Order& order) { order.bank = ""; });
  spoiled([](Order& order) { order.purpose = "\xFF"; });
}

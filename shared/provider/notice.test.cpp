// Notices as the stand-in sends them, read as the portal reads them; and what a payer does in a
// browser. What the portal does with a notice is its function's matter.
#include "provider/acquirer.hpp"
#include "provider/notice.hpp"
#include "testing/bank_sandbox.hpp"
#include "testing/ear.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using nlohmann::json;
using testing::BankSandbox;
using testing::comes_true;
using testing::Ear;
using State = Truth::State;

namespace {

struct World {
  Ear portal;
  BankSandbox bank{KABINET_BINARY_DIR "/bin/sandbox", portal.url()};
  std::unique_ptr<Acquirer> yookassa_shop =
      yookassa({bank.yookassa_url(), "100500", BankSandbox::secret, 1, 1});
  std::unique_ptr<Acquirer> tbank_terminal =
      tbank({bank.tbank_url(), "1700000000001DEMO", BankSandbox::password});

  std::string pay_later(const std::string& scenario, const std::string& own_id, Acquirer& at) {
    bank.next(scenario);
    const Created made = at.create({own_id, 10'000, PayMethod::card, "Оплата",
                                    "https://lk.example.org/pay/1", "ru", "", {}});
    REQUIRE(made.verdict == Created::Verdict::taken);
    return made.truth.provider_id;
  }

  // Notices of this payment that say it is paid.
  std::size_t heard(const std::string& own_id) const {
    std::size_t count = 0;
    for (const auto& one : portal.heard()) {
      const bool paid = one.body.find("payment.succeeded") != std::string::npos ||
                        one.body.find("CONFIRMED") != std::string::npos;
      if (paid && one.body.find('"' + own_id + '"') != std::string::npos) ++count;
    }
    return count;
  }

  std::string form(const std::string& page, const std::string& body) const {
    const std::string port = bank.url().substr(bank.url().rfind(':') + 1);
    return testing::http(port, "POST", page + "?" + body);
  }
};

}  // namespace

TEST_CASE("notices come once, twice, late, never, or forged, as ordered", "[provider]") {
  World world;
  Acquirer& shop = *world.yookassa_shop;
  world.bank.finish(world.pay_later("late_notice", "late", shop));
  for (const std::string scenario : {"success", "double_notice", "lost_notice"}) {
    world.bank.finish(world.pay_later(scenario, scenario, shop));
  }
  const std::string forged = world.pay_later("forged_notice", "forged", shop);
  CHECK(comes_true([&] { return world.heard("forged") == 1; }));
  CHECK(world.bank.finish(forged).at("status") == "pending");
  CHECK(comes_true([&] { return world.heard("forged") == 2; }));
  CHECK(shop.fetch("forged", forged).state == State::pending);
  CHECK(comes_true([&] { return world.heard("double_notice") == 2; }));
  CHECK(comes_true([&] { return world.heard("success") == 1; }));
  CHECK(world.heard("late") == 0);
  CHECK(comes_true([&] { return world.heard("late") == 1; }));
  CHECK(world.heard("lost_notice") == 0);
  CHECK(world.bank.payment("lost_notice").at("status") == "succeeded");
  for (const auto& one : world.portal.heard()) {
    CHECK(one.head.starts_with("POST /notice/yookassa "));
    CHECK(read_yookassa_notice(one.body));
  }
}

TEST_CASE("only T-Bank's own notices carry its Token", "[provider]") {
  World world;
  Acquirer& terminal = *world.tbank_terminal;
  static_cast<void>(world.pay_later("forged_notice", "forged", terminal));
  CHECK(comes_true([&] { return world.heard("forged") == 1; }));
  CHECK(!read_tbank_notice(world.portal.heard().at(0).body, BankSandbox::password));
  const std::string id = world.pay_later("success", "good", terminal);
  world.bank.finish("good");
  CHECK(comes_true([&] { return world.heard("good") == 1; }));
  const auto notice = read_tbank_notice(world.portal.heard().at(1).body, BankSandbox::password);
  REQUIRE(notice);
  CHECK(notice->provider_id == id);
  CHECK(notice->own_id == "good");
  CHECK_FALSE(notice->is_refund);
  REQUIRE(terminal.refund({"r-1", id, 100}).state == RefundTruth::State::done);
  CHECK(comes_true([&] {
    const auto last =
        read_tbank_notice(world.portal.heard().back().body, BankSandbox::password);
    return last && last->is_refund && last->provider_id == id;
  }));
}

TEST_CASE("a notice is repeated until it is acknowledged, also after a restart", "[provider]") {
  World world;
  world.portal.answer(503, "");
  const std::string id = world.pay_later("success", "p-1", *world.tbank_terminal);
  world.bank.finish(id);
  CHECK(comes_true([&] { return world.heard("p-1") >= 2; }));
  world.bank.restart();
  CHECK(world.bank.payment(id).at("status") == "succeeded");
  CHECK(world.tbank_terminal->fetch("p-1", "").state == State::paid);
  world.portal.answer(200, "OK");
  CHECK(comes_true([&] { return world.bank.payment(id).at("told") == true; }));
}

TEST_CASE("the bank's page takes the cards that it names", "[provider]") {
  World world;
  Acquirer& shop = *world.yookassa_shop;
  const auto paid_with = [&](const std::string& card) {
    const std::string id = world.pay_later("success", card, shop);
    world.form("/bank/pay/" + id, "act=pay&card=" + card);
    return world.bank.payment(id);
  };
  CHECK(paid_with("2200000000000012").at("status") == "succeeded");
  CHECK(paid_with("2200000000000020").at("reason") == "insufficient_funds");
  CHECK(paid_with("2200000000000038").at("reason") == "fraud_suspected");
  CHECK(paid_with("4111111111111111").at("status") == "pending");
  const json waiting = paid_with("2200000000000046");
  CHECK(waiting.at("status") == "pending");
  world.form("/bank/pay/" + waiting.at("id").get<std::string>(), "act=pay&code=1234");
  CHECK(world.bank.payment(waiting.at("id")).at("status") == "succeeded");
  const std::string mistyped = world.pay_later("success", "mistyped", shop);
  world.form("/bank/pay/" + mistyped, "act=pay&card=2200%200000%200000%200046");
  world.form("/bank/pay/" + mistyped, "act=pay&code=0000");
  CHECK(world.bank.payment(mistyped).at("reason") == "3d_secure_failed");
}

TEST_CASE("a payer may refuse, and may take his time for 3-D Secure", "[provider]") {
  World world;
  Acquirer& terminal = *world.tbank_terminal;
  const std::string refused = world.pay_later("success", "p-1", terminal);
  world.form("/bank/pay/" + refused, "act=cancel");
  CHECK(terminal.fetch("p-1", refused).reason == "expired_on_confirmation");
  const std::string slow = world.pay_later("three_d_secure_wait", "p-2", terminal);
  CHECK(world.bank.finish(slow).at("status") == "pending");
  CHECK(terminal.fetch("p-2", slow).state == State::pending);
  CHECK(comes_true([&] { return terminal.fetch("p-2", slow).state == State::paid; }));
  const Created sbp = world.yookassa_shop->create(
      {"p-3", 10'000, PayMethod::sbp, "Оплата", "", "ru", "", {}});
  const std::string code = sbp.truth.confirmation.substr(19, 32);
  world.form("/bank/sbp/" + code, "act=pay");
  CHECK(world.bank.payment("p-3").at("status") == "succeeded");
}

// A network's commands against a real database: what is credited, once, and what is told to whom.
#include "terminal/manifest.hpp"

#include "testing/debts.hpp"
#include "testing/process.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

// "terminal:secret" in base64.
const std::string proof = "Basic dGVybWluYWw6c2VjcmV0";

struct Kiosk {
  Bench bench;
  Folder folder;
  Person payer = bench.add(anna());

  Kiosk() {
    add_debt(bench, payer, "A-1", 500'000);
    std::ofstream{folder / "password"} << "secret\n";
    bench.site().terminal_password_file = folder / "password";
  }
  Answer ask(const std::string& query, const std::string& authorization = proof,
             const std::string& address = "127.0.0.1") {
    Request request;
    request.method = "GET";
    request.path = "/terminal";
    request.query = query;
    request.authorization = authorization;
    request.remote_address = address;
    request.id = std::string(32, '0');
    return bench.ask(terminal::function(), request);
  }
  Answer pay(const std::string& txn_id, const std::string& account, const std::string& sum) {
    return ask("command=pay&txn_id=" + txn_id + "&txn_date=20260301120133&account=" + account +
               "&sum=" + sum);
  }
};

// The text of one tag; "" if the answer has none.
std::string tag(const Answer& answer, const std::string& name) {
  const std::string& body = answer.reply.body;
  const std::size_t at = body.find("<" + name + ">");
  if (at == std::string::npos) return "";
  const std::size_t from = at + name.size() + 2;
  return body.substr(from, body.find('<', from) - from);
}

}  // namespace

TEST_CASE("a check tells what is due and reserves nothing", "[terminal]") {
  Kiosk kiosk;
  const std::string code = kiosk.bench.admin("select code from payment.payer_code");
  for (const std::string& account : {std::string{"A-1"}, code}) {
    const auto answer = kiosk.ask("command=check&txn_id=1&account=" + account + "&sum=10.45");
    CHECK(answer.status() == 200);
    CHECK(answer.reply.content_type == "text/xml; charset=utf-8");
    CHECK(tag(answer, "result") == "0");
    CHECK(answer.reply.body.find("<field1 name=\"due\">5000.00</field1>") != std::string::npos);
    CHECK(answer.reply.body.find(kiosk.payer.last_name) == std::string::npos);
    CHECK(answer.reply.body.find(kiosk.payer.first_name) == std::string::npos);
  }
  CHECK(tag(kiosk.ask("command=check&txn_id=1&account=X-9"), "result") == "5");
  CHECK(tag(kiosk.ask("command=check&txn_id=1&account=A-1"), "result") == "0");
  CHECK(tag(kiosk.ask("command=check&txn_id=1&account=A-1&sum=0.01"), "result") == "241");
  CHECK(tag(kiosk.ask("command=check&txn_id=1&account=A-1&sum=99999999.00"), "result") == "242");
  CHECK(kiosk.bench.admin("select count(*) from payment.payment") == "0");
}

TEST_CASE("a payment is credited once however often it is repeated", "[terminal]") {
  Kiosk kiosk;
  const auto first = kiosk.pay("1234567", "A-1", "10.45");
  CHECK(tag(first, "result") == "0");
  CHECK(tag(first, "sum") == "10.45");
  CHECK(tag(first, "osmp_txn_id") == "1234567");
  CHECK(owed(kiosk.bench, "A-1") == 498'955);
  const auto again = kiosk.pay("1234567", "A-1", "10.45");
  CHECK(again.reply.body == first.reply.body);
  CHECK_FALSE(tag(again, "prv_txn").empty());
  const auto padded = kiosk.pay("001234567", "A-1", "10.45");
  CHECK(tag(padded, "prv_txn") == tag(first, "prv_txn"));
  CHECK(tag(padded, "osmp_txn_id") == "001234567");
  CHECK(owed(kiosk.bench, "A-1") == 498'955);
  CHECK(kiosk.bench.admin("select posted_on from ledger.transfer where kind = 'payment'") ==
        "2026-03-01");
}

TEST_CASE("a known number with another sum or account changes nothing and alarms", "[terminal]") {
  Kiosk kiosk;
  add_debt(kiosk.bench, kiosk.payer, "A-2", 500'000);
  CHECK(tag(kiosk.pay("7", "A-1", "10.45"), "result") == "0");
  CHECK(tag(kiosk.pay("7", "A-1", "10.46"), "result") == "300");
  CHECK(tag(kiosk.pay("7", "A-2", "10.45"), "result") == "300");
  CHECK(owed(kiosk.bench, "A-1") == 498'955);
  CHECK(owed(kiosk.bench, "A-2") == 500'000);
  CHECK(kiosk.bench.admin("select count(*) > 0 from payment.alarm") == "t");
}

TEST_CASE("a payment for nobody, or outside the limits, is refused for good", "[terminal]") {
  Kiosk kiosk;
  CHECK(tag(kiosk.pay("1", "X-9", "10.45"), "result") == "5");
  CHECK(tag(kiosk.pay("2", "A-1", "0.01"), "result") == "241");
  CHECK(tag(kiosk.pay("3", "A-1", "99999999.00"), "result") == "242");
  CHECK(tag(kiosk.pay("4", "%27%3B--", "10.45"), "result") == "5");
  CHECK(tag(kiosk.pay("5", "%09", "10.45"), "result") == "4");
  CHECK(tag(kiosk.ask(""), "result") == "300");
  CHECK(owed(kiosk.bench, "A-1") == 500'000);
}

TEST_CASE("trouble of our own makes a network repeat and never give up", "[terminal]") {
  Kiosk kiosk;
  kiosk.bench.admin("revoke execute on function api.payment_post_terminal(text, text, text,"
                    " bigint, date) from fn_terminal");
  const auto answer = kiosk.pay("1", "A-1", "10.45");
  CHECK(answer.status() == 200);
  CHECK(tag(answer, "result") == "1");
  CHECK(tag(answer, "prv_txn").empty());
}

TEST_CASE("who is not the network learns nothing", "[terminal]") {
  Kiosk kiosk;
  for (const std::string wrong :
       {"", "Basic", "Basic ", "Basic dGVybWluYWw6c2VjcmV1", "Bearer dGVybWluYWw6c2VjcmV0",
        "Basic dGVybWluYWw6c2VjcmV0=", "terminal:secret"}) {
    const auto answer = kiosk.ask("command=check&txn_id=1&account=A-1", wrong);
    CHECK(answer.status() == 401);
    CHECK(answer.refusal() == "terminal_is_ours");
  }
}

TEST_CASE("a network is known by its address where the site lists it, and only there",
          "[terminal]") {
  Kiosk kiosk;
  kiosk.bench.site().terminal_addresses = {"203.0.113.7", "2001:db8::7"};
  const auto seen = [&](const std::string& address) {
    return kiosk.ask("command=check&txn_id=1&account=A-1", "", address).status();
  };
  CHECK(seen("203.0.113.7") == 200);
  CHECK(seen("2001:db8::7") == 200);
  CHECK(seen("203.0.113.70") == 401);
  CHECK(seen("127.0.0.1") == 401);
  CHECK(seen("") == 401);
}

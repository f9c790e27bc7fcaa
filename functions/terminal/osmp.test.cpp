// Commands as networks write them and as nobody ought to, and the answers letter by letter.
#include "terminal/osmp.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace kabinet::terminal;

namespace {

const std::string paid =
    "command=pay&txn_id=1234567&txn_date=20260301120133&account=A-1&sum=10.45";

std::string with(std::string query, const std::string& from, const std::string& to) {
  const std::size_t at = query.find(from);
  REQUIRE(at != std::string::npos);
  return query.replace(at, from.size(), to);
}

Result fault(const std::string& from, const std::string& to) {
  return read_command(with(paid, from, to)).fault;
}

}  // namespace

TEST_CASE("a command is read whatever a network adds to it", "[terminal]") {
  const Command command = read_command(paid + "&trm_id=7&prv_id=&data1=%3Cx%3E");
  CHECK(command.fault == Result::ok);
  CHECK(command.what == Command::What::pay);
  CHECK(command.txn_id == "1234567");
  CHECK(command.account == "A-1");
  CHECK(command.paid_on == "2026-03-01");
  CHECK(command.kopecks == 1045);
  CHECK(read_command("command=check&txn_id=1&account=%D0%90-1").account == "А-1");
  CHECK_FALSE(read_command("command=check&txn_id=1&account=A").kopecks);
  CHECK(read_command("command=check&txn_id=1&account=A&sum=0.00").kopecks == 0);
}

TEST_CASE("a sum is decimal digits and nothing else", "[terminal]") {
  const auto sum = [](const std::string& text) {
    return read_command(with(paid, "10.45", text)).kopecks;
  };
  CHECK(sum("10") == 1000);
  CHECK(sum("10.4") == 1040);
  CHECK(sum("0.29") == 29);
  CHECK(sum("999999999999.99") == 99'999'999'999'999);
  for (const char* bad : {"", "-1", "%2B1", "1e3", "1,5", "1.234", ".5", "5.", "1.2.3", "NaN",
                          "0x10", "%201", "1000000000000", "99999999999999999999", "1%00"}) {
    INFO(bad);
    CHECK_FALSE(sum(bad));
    CHECK(fault("10.45", bad) == Result::refused);
  }
  CHECK(fault("10.45", "0.00") == Result::too_small);
}

TEST_CASE("what cannot be done says why", "[terminal]") {
  CHECK(fault("command=pay", "command=cancel") == Result::refused);
  CHECK(fault("command=pay", "command=PAY") == Result::refused);
  CHECK(fault("command=pay&", "") == Result::refused);
  CHECK(fault("1234567", "") == Result::refused);
  CHECK(fault("1234567", "12a") == Result::refused);
  CHECK(fault("1234567", "123456789012345678901") == Result::refused);
  CHECK(fault("A-1", "") == Result::account_wrong);
  CHECK(fault("A-1", "%0A1") == Result::account_wrong);
  CHECK(fault("A-1", "%09") == Result::account_wrong);
  CHECK(fault("A-1", "%00") == Result::refused);
  CHECK(fault("A-1", "%FF") == Result::refused);
  CHECK(fault("A-1", std::string(65, '1')) == Result::account_wrong);
  CHECK(fault("20260301120133", "20260231120133") == Result::refused);
  CHECK(fault("20260301120133", "19990101000000") == Result::refused);
  CHECK(fault("20260301120133", "20260301") == Result::refused);
  CHECK(read_command("").fault == Result::refused);
  CHECK(read_command("command=pay&command=check").fault == Result::refused);
  CHECK(read_command("command=pay&txn_id=%G1").fault == Result::refused);
}

TEST_CASE("whatever is sent, an answer is made", "[terminal]") {
  std::mt19937 random{20260301};
  for (int turn = 0; turn < 2000; ++turn) {
    std::string query = paid;
    for (auto changes = 1 + random() % 6; changes > 0; --changes) {
      query[random() % query.size()] = static_cast<char>(random() % 256);
    }
    const Command command = read_command(query);
    const std::string plain = xml_of({}, {command.fault, {}, {}, {}});
    std::string xml = xml_of(command, {command.fault, {}, {}, {}});
    if (command.txn_id.empty()) {
      CHECK(xml == plain);
      continue;
    }
    CHECK(command.txn_id.find_first_not_of("0123456789") == std::string::npos);
    const std::string echo = "<osmp_txn_id>" + command.txn_id + "</osmp_txn_id>\n";
    CHECK(xml.erase(xml.find(echo), echo.size()) == plain);
  }
}

TEST_CASE("an answer is the protocol's XML", "[terminal]") {
  const Command command = read_command(paid);
  CHECK(xml_of(command, {Result::ok, "77", 1045, {}}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response>\n"
        "<osmp_txn_id>1234567</osmp_txn_id>\n<prv_txn>77</prv_txn>\n<sum>10.45</sum>\n"
        "<result>0</result>\n<comment>OK</comment>\n</response>\n");
  CHECK(xml_of(command, {Result::ok, {}, {}, 150075}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response>\n"
        "<osmp_txn_id>1234567</osmp_txn_id>\n<result>0</result>\n<comment>OK</comment>\n"
        "<fields><field1 name=\"due\">1500.75</field1></fields>\n</response>\n");
  for (const Result result :
       {Result::again, Result::account_wrong, Result::account_unknown, Result::not_active,
        Result::too_small, Result::too_large, Result::refused}) {
    const std::string xml = xml_of({}, {result, {}, {}, {}});
    CHECK(xml.find("<result>" + std::to_string(static_cast<int>(result)) + "<") !=
          std::string::npos);
    CHECK(xml.find("<comment></comment>") == std::string::npos);
    CHECK(xml.find("osmp_txn_id") == std::string::npos);
  }
}

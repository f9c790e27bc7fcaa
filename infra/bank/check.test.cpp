// Whether a statement adds up, and in which direction a document goes.
#include "bank/check.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace kabinet::bank;

namespace {

const std::string ours = "40702810938000012345";
const std::string second = "40702810000000000002";
const std::string theirs = "40817810438000012345";

Document document(const std::string& from, const std::string& to, std::int64_t kopecks) {
  Document one;
  one.number = "1";
  one.day = "2026-03-01";
  one.kopecks = kopecks;
  one.payer_account = from;
  one.payer_accounts = {from};
  one.payee_accounts = {to};
  return one;
}

Exchange statement(std::int64_t received, std::int64_t spent) {
  Exchange file;
  file.accounts = {ours};
  file.totals = {{8, ours, 1000, received, spent, 1000 + received - spent}};
  file.documents = {document(theirs, ours, 500), document(ours, theirs, 20)};
  return file;
}

std::string said(const Exchange& file) {
  bool unchecked = false;
  std::string all;
  for (const Fault& fault : faults_of(file, ours, unchecked)) {
    all += std::to_string(fault.line) + " " + fault.code + " ";
  }
  return all + (unchecked ? "unchecked" : "");
}

}  // namespace

TEST_CASE("direction is told by accounts", "[bank]") {
  const std::vector<std::string> own = {ours, second};
  CHECK(direction_of(document(theirs, ours, 1), own) == Direction::incoming);
  CHECK(direction_of(document(ours, theirs, 1), own) == Direction::outgoing);
  CHECK(direction_of(document(ours, second, 1), own) == Direction::own_transfer);
  CHECK(direction_of(document(theirs, theirs, 1), own) == Direction::foreign);
}

TEST_CASE("a statement whose documents sum to its totals adds up", "[bank]") {
  CHECK(said(statement(500, 20)).empty());
  Exchange bare = statement(500, 20);
  bare.totals[0].opening.reset();
  CHECK(said(bare).empty());
  bare.totals.clear();
  CHECK(said(bare) == "unchecked");
}

TEST_CASE("a document too many or too few is found by the totals", "[bank]") {
  CHECK(said(statement(501, 20)) == "8 received_differs ");
  CHECK(said(statement(500, 21)) == "8 spent_differs ");
  Exchange twice = statement(500, 20);
  twice.documents.push_back(twice.documents[0]);
  CHECK(said(twice) == "8 received_differs ");
  Exchange wrong = statement(500, 20);
  wrong.totals[0].closing = 1481;
  CHECK(said(wrong) == "8 balance_wrong ");
}

TEST_CASE("a transfer between own accounts counts once for each of them", "[bank]") {
  Exchange file = statement(500, 90);
  file.accounts.push_back(second);
  file.totals.push_back({12, second, 0, 70, 0, 70});
  file.documents.push_back(document(ours, second, 70));
  CHECK(said(file).empty());
  file.documents.push_back(document(ours, second, 70));
  CHECK(said(file).empty());
}

TEST_CASE("a statement of somebody else's account is refused", "[bank]") {
  Exchange file = statement(500, 20);
  file.accounts = {second};
  CHECK(said(file) == "1 not_our_account ");
}

TEST_CASE("sums beyond all numbers do not add up", "[bank]") {
  Exchange file = statement(500, 20);
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max() - 1;
  file.documents.push_back(document(theirs, ours, huge));
  CHECK(said(file) == "8 received_differs ");
}

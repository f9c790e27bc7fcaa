// What a notice of YooKassa is taken to be about.
#include "provider/notice.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace kabinet;

TEST_CASE("a notice names a payment and proves nothing", "[provider]") {
  const auto notice = read_yookassa_notice(
      R"({"type":"notification","event":"payment.succeeded","object":{"id":"b-1",)"
      R"("status":"succeeded","metadata":{"payment_id":"p-1"},"new_field":[{}]}})");
  REQUIRE(notice);
  CHECK(notice->provider_id == "b-1");
  CHECK(notice->own_id == "p-1");
  CHECK(!notice->proven);
  const auto refund = read_yookassa_notice(
      R"({"type":"notification","event":"refund.succeeded","object":{"id":"r","payment_id":"b"}})");
  REQUIRE(refund);
  CHECK(refund->provider_id == "b");
  CHECK(refund->is_refund);
  const auto other =
      read_yookassa_notice(R"({"type":"notification","event":"deal.closed","object":{}})");
  REQUIRE(other);
  CHECK(other->provider_id.empty());
}

TEST_CASE("what is no notice of YooKassa is none", "[provider]") {
  for (const std::string& body :
       {std::string{}, std::string{"null"}, std::string{"[]"}, std::string(64 * 1024, '['),
        std::string{"{\"event\":\"\xFF\"}"},
        std::string{R"({"type":"notification","event":"payment.succeeded","object":[]})"},
        std::string{R"({"type":"notification","event":"payment.succeeded","object":{"id":{}}})"},
        std::string{R"({"type":"notification","event":"refund.succeeded","object":{"id":"r"}})"},
        std::string{R"({"type":"notification","event":{},"object":{"id":"a/../b"}})"}}) {
    INFO(body.substr(0, 80));
    CHECK(!read_yookassa_notice(body));
  }
}

// Derived by fnctl from functions/acquirer/function.json; do not edit.
#include "acquirer/manifest.hpp"

namespace kabinet::acquirer {

namespace {

Reply read_hear(Call& call, Fields& fields) {
  Hear in;
  in.shop = fields.text("shop", 1, 64);
  fields.done();
  return hear(call, in);
}

Reply read_pay_in(Call& call, Fields& fields) {
  PayIn in;
  fields.done();
  return pay_in(call, in);
}

constexpr std::string_view text = R"manifest({
  "name": "acquirer",
  "summary": "The acquirer says that a parcel is paid for",
  "trigger": "notice",
  "routes": {
    "POST /notice/acquirer/{shop}": { "do": "hear", "auth": "machine", "in": { "shop": "text(1..64)" } },
    "GET /terminal": { "do": "pay_in", "auth": "machine", "refuses": { "terminal_is_ours": 403 } }
  }
}
)manifest";

}  // namespace

const Function& function() {
  static const Function value = [] {
    Function made;
    made.name = "acquirer";
    made.manifest = text;
    made.body_limit = 16384;
    made.time_limit = std::chrono::milliseconds{5000};
    made.routes.push_back({"POST", "/notice/acquirer/{shop}", "hear", Level::machine,
                           {}, {},
                           read_hear});
    made.routes.push_back({"GET", "/terminal", "pay_in", Level::machine,
                           {}, {{"terminal_is_ours", 403}},
                           read_pay_in});
    return made;
  }();
  return value;
}

}  // namespace kabinet::acquirer

// Derived by fnctl from functions/acquirer/function.json; do not edit.
#include "acquirer/manifest.hpp"

namespace kabinet::acquirer {

namespace {

Reply read_hear(Call& call, Fields& fields) {
  Hear in;
  in.event = fields.text("event", 1, 64);
  fields.done();
  return hear(call, in);
}

constexpr std::string_view text = R"manifest({
  "name": "acquirer",
  "summary": "The acquirer says that a parcel is paid for",
  "trigger": "notice",
  "routes": {
    "POST /notice/acquirer": { "do": "hear", "auth": "machine", "in": { "event": "text(1..64)" } }
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
    made.routes.push_back({"POST", "/notice/acquirer", "hear", Level::machine,
                           {}, {},
                           read_hear});
    return made;
  }();
  return value;
}

}  // namespace kabinet::acquirer

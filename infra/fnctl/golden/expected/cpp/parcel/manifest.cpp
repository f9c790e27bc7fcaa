// Derived by fnctl from functions/parcel/function.json; do not edit.
#include "parcel/manifest.hpp"

namespace kabinet::parcel {

namespace {

Reply read_send_off(Call& call, Fields& fields) {
  SendOff in;
  in.note = fields.text("note");
  in.label = fields.optional_text("label", 1, 40);
  in.login = fields.login("login");
  in.password = fields.password("password");
  in.letter_code = fields.letter_code("letter_code");
  in.code = fields.code6("code");
  in.token = fields.token("token");
  in.from = fields.uuid("from");
  in.due_on = fields.optional_date("due_on");
  in.default_ = fields.integer("default", -5, 5);
  in.count = fields.optional_integer("count", 1, 9);
  in.price_kopecks = fields.kopecks("price_kopecks");
  in.fee_kopecks = fields.optional_kopecks("fee_kopecks");
  in.fragile = fields.boolean("fragile");
  in.insured = fields.optional_boolean("insured");
  in.size = fields.choice("size", {"s", "m", "l"});
  in.colour = fields.optional_choice("colour", {"red", "blue"});
  for (const std::string& at : fields.list("things", 20)) {
    SendOffThing one;
    one.thing_id = fields.uuid(at + "thing_id");
    one.new_ = fields.optional_boolean(at + "new");
    one.worth_kopecks = fields.kopecks(at + "worth_kopecks");
    one.wrap = fields.choice(at + "wrap", {"a", "b"});
    in.things.push_back(std::move(one));
  }
  fields.done();
  return send_off(call, in);
}

Reply read_delete(Call& call, Fields& fields) {
  Delete in;
  in.id = fields.uuid("id");
  in.reason = fields.text("reason");
  fields.done();
  return delete_(call, in);
}

Reply read_label(Call& call, Fields& fields) {
  Label in;
  in.id = fields.uuid("id");
  in.language = fields.optional_choice("language", {"ru", "en"});
  in.cursor = fields.optional_text("cursor", 1, 200);
  fields.done();
  return label(call, in);
}

Reply read_list(Call& call, Fields& fields) {
  List in;
  fields.done();
  return list(call, in);
}

Reply read_check(Call& call, Fields& fields) {
  Check in;
  fields.done();
  return check(call, in);
}

constexpr std::string_view text = R"manifest({
  "name": "parcel",
  "summary": "Parcels of a client: every kind there is",
  "trigger": "http",
  "workers": 2,
  "workers_max": 6,
  "limits": { "body": "4k", "rate": "6r/m", "burst": 5, "time": "2500ms" },
  "secrets": ["pin"],
  "routes": {
    "POST /api/parcels": {
      "do": "send_off", "auth": "client", "sql": ["parcel_send", "parcel_weigh"],
      "in": {
        "note": "text", "label": "text(1..40)?", "login": "login", "password": "password",
        "letter_code": "letter_code", "code": "code6", "token": "token", "from": "uuid",
        "due_on": "date?", "default": "int(-5..5)", "count": "int(1..9)?", "price_kopecks": "kopecks",
        "fee_kopecks": "kopecks?", "fragile": "bool", "insured": "bool?",
        "size": "choice(s|m|l)", "colour": "choice(red|blue)?",
        "things": [{ "thing_id": "uuid", "new": "bool?", "worth_kopecks": "kopecks", "wrap": "choice(a|b)" }]
      },
      "out": {
        "id": "uuid", "note": "text?", "on": "date", "at": "instant", "pieces": "int",
        "price_kopecks": "kopecks", "fragile": "bool", "receipt": "token", "extra": "map",
        "size": "choice(s|m|l)?", "legs": [{ "city": "text", "stops": ["text"] }],
        "box": { "width": "int", "height": "int?" }
      },
      "refuses": { "parcel_is_light": 422, "address_is_known": 404 }
    },
    "DELETE /api/parcels/{id}": {
      "do": "delete", "auth": "confirmed", "sql": "parcel_withdraw",
      "in": { "id": "uuid", "reason": "text" }, "out": null,
      "refuses": { "parcel_is_yours": 404 }
    },
    "GET /api/parcels/{id}/label.pdf": {
      "do": "label", "auth": "any", "sql": "parcel_label",
      "in": { "id": "uuid", "language": "choice(ru|en)?", "cursor": "cursor?" }, "out": "file"
    },
    "GET /api/parcels": {
      "do": "list", "auth": "nobody", "sql": "parcel_list", "out": { "parcels": [{ "id": "uuid" }] }
    },
    "GET /internal/parcels/check": { "do": "check", "auth": "nobody", "internal": true }
  }
}
)manifest";

}  // namespace

const Function& function() {
  static const Function value = [] {
    Function made;
    made.name = "parcel";
    made.manifest = text;
    made.body_limit = 4096;
    made.time_limit = std::chrono::milliseconds{2500};
    made.routes.push_back({"POST", "/api/parcels", "send_off", Level::client,
                           {"parcel_send", "parcel_weigh"}, {{"parcel_is_light", 422}, {"address_is_known", 404}},
                           read_send_off});
    made.routes.push_back({"DELETE", "/api/parcels/{id}", "delete", Level::confirmed,
                           {"parcel_withdraw"}, {{"parcel_is_yours", 404}},
                           read_delete});
    made.routes.push_back({"GET", "/api/parcels/{id}/label.pdf", "label", Level::any,
                           {"parcel_label"}, {},
                           read_label});
    made.routes.push_back({"GET", "/api/parcels", "list", Level::nobody,
                           {"parcel_list"}, {},
                           read_list});
    made.routes.push_back({"GET", "/internal/parcels/check", "check", Level::nobody,
                           {}, {},
                           read_check});
    return made;
  }();
  return value;
}

}  // namespace kabinet::parcel

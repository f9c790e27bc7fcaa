// Derived by fnctl from functions/parcel/function.json; do not edit.
// Parcels of a client: every kind there is
#pragma once

#include "base/secret.hpp"
#include "runtime/call.hpp"
#include "runtime/function.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kabinet::parcel {

// POST /api/parcels
struct SendOffThing {
  std::string thing_id;
  std::optional<bool> new_;
  std::int64_t worth_kopecks = 0;
  std::string wrap;
};

struct SendOff {
  std::string note;
  std::optional<std::string> label;
  std::string login;
  Secret password;
  Secret letter_code;
  Secret code;
  Secret token;
  std::string from;
  std::optional<std::string> due_on;
  std::int64_t default_ = 0;
  std::optional<std::int64_t> count;
  std::int64_t price_kopecks = 0;
  std::optional<std::int64_t> fee_kopecks;
  bool fragile = false;
  std::optional<bool> insured;
  std::string size;
  std::optional<std::string> colour;
  std::vector<SendOffThing> things;
};

Reply send_off(Call& call, const SendOff& in);

// DELETE /api/parcels/{id}
struct Delete {
  std::string id;
  std::string reason;
};

Reply delete_(Call& call, const Delete& in);

// GET /api/parcels/{id}/label.pdf
struct Label {
  std::string id;
  std::optional<std::string> language;
  std::optional<std::string> cursor;
};

Reply label(Call& call, const Label& in);

// GET /api/parcels
struct List {};

Reply list(Call& call, const List& in);

// GET /internal/parcels/check
struct Check {};

Reply check(Call& call, const Check& in);

const Function& function();

}  // namespace kabinet::parcel

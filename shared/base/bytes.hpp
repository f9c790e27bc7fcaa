// Raw bytes that are not text: hashes, sealed fields, tokens before they are written out.
#pragma once

#include <string>

namespace kabinet {

// A value of its own, so that bytes never slip into a place that expects text.
struct Bytes {
  std::string data;

  friend bool operator==(const Bytes&, const Bytes&) = default;
};

}  // namespace kabinet

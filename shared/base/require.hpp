// What cannot be: a broken invariant ends the request as "broken" (500 with a reference number),
// and the log has the sentence. For refusals see refusal.hpp.
#pragma once

#include <stdexcept>

namespace kabinet {

struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

inline void require(bool truth, const char* why) {
  if (!truth) throw Broken{why};
}

}  // namespace kabinet

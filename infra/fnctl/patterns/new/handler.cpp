// Says its name and the time, which the database knows; nothing is computed here.
#include "@name@/manifest.hpp"

namespace kabinet::@name@ {

Reply show(Call& call, const Show&) {
  return ok(call.sql("@name@_show_time").scalar());
}

}  // namespace kabinet::@name@

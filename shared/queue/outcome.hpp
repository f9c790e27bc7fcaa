// What became of a job. A worker returns it; anything thrown instead counts as `again`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace kabinet {

struct Outcome {
  enum class Kind { done, again, delivery };

  Kind kind = Kind::done;
  std::string note;                     // why; must hold no personal data: it is logged
  std::optional<std::int64_t> after_s;  // again: wait as the party said; delivery: ask once more
  std::string provider_id;
  std::string delivery;

  static Outcome done() { return {}; }
  // Counts as a failed try. Without `after_s` the wait grows by the queue's own rule.
  static Outcome again(std::string why, std::optional<std::int64_t> after_s = std::nullopt) {
    return {Kind::again, std::move(why), after_s, {}, {}};
  }
  // The party's word on a message. With `after_s` the job comes back then, to ask how it went;
  // without, this is the end of it and its text is wiped.
  static Outcome told(std::string status, std::string why,
                      std::optional<std::int64_t> after_s = std::nullopt,
                      std::string sent_as = {}) {
    return {Kind::delivery, std::move(why), after_s, std::move(sent_as), std::move(status)};
  }
};

}  // namespace kabinet

// One piece of work somebody left in the outbox, as its taker sees it.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace kabinet {

struct Job {
  std::int64_t id = 0;
  std::string own_id;  // uuid: how the outside party knows this job, however often it is tried
  std::string topic;
  std::string key;      // empty if it has none
  std::string payload;  // JSON object, or empty
  std::string opened;   // what was sealed in the outbox; empty if nothing was
  std::int64_t tries = 1;  // this one counted
  std::int64_t age_s = 0;  // since it was put, by the database clock
  std::string provider_id;  // empty until the outside party accepted it
  std::string delivery;     // last known status of a message, or empty

  std::optional<Bytes> sealed;
  std::string lease;    // proof that we hold it, for the queue room only
  bool spent = false;   // taken more often than allowed, never ended
};

}  // namespace kabinet

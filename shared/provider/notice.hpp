// Notices of acquirers (webhooks), read and not believed.
#pragma once

#include <optional>
#include <string>

namespace kabinet {

// What a notice says before anybody believes it: which payment to ask about.
struct Notice {
  std::string provider_id;  // "": it is about something else (a payout, a saved card)
  std::string own_id;
  bool proven = false;  // it carries the party's signature
  bool is_refund = false;  // money went back: a payment that has ended is asked about as well
};

// Absent: no notice of a payment or a refund. Anybody can send one: YooKassa signs nothing.
[[nodiscard]] std::optional<Notice> read_yookassa_notice(const std::string& body);
// Absent too when the Token is wrong. The answer has to be 200 with the body "OK".
[[nodiscard]] std::optional<Notice> read_tbank_notice(const std::string& body,
                                                      const std::string& password);

}  // namespace kabinet

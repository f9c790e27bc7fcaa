// Text messages, whoever carries them. Our own id goes with each message, so that a send whose
// answer was lost can be asked about instead of being repeated.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace kabinet {

struct Sms {
  std::string own_id;  // up to 40 of [A-Za-z0-9._-]
  std::string phone;   // E.164: "+79…"
  std::string text;    // UTF-8
  std::optional<std::int64_t> life_s;  // not delivered by then: not delivered at all
};

struct Sent {
  enum class Verdict { accepted, rejected, again };

  Verdict verdict = Verdict::again;
  std::string provider_id;             // accepted
  std::string reason;                  // rejected, again: no personal data, it is logged
  std::optional<std::int64_t> wait_s;  // again: the party's own wish
};

struct Delivery {
  // `absent`: the provider knows no such message. `unclear`: we could not learn it now.
  enum class State {
    absent, unclear, accepted, sent, delivered, read, undelivered, expired, rejected
  };

  State state = State::unclear;
  std::string reason;
};

class SmsProvider {
 public:
  virtual ~SmsProvider() = default;
  [[nodiscard]] virtual Sent send(const Sms& sms) = 0;
  [[nodiscard]] virtual Delivery ask(const std::string& own_id, const std::string& phone) = 0;
};

struct SmscAccount {
  std::string send_url;  // "https://smsc.ru/sys/send.php"; status.php lies beside it
  std::string login;
  std::string password;
  std::string sender;    // a name registered with the operators
};

// SMSC.ru over HTTP (also its resellers: smscentre and others speak the same).
[[nodiscard]] std::unique_ptr<SmsProvider> smsc(SmscAccount account);

}  // namespace kabinet

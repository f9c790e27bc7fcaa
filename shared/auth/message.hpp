// What is sent to a client's phone while he signs in: codes and warnings, worded in his language
// and sealed for the outbox. Which code counts, and how often one is sent, the database decides.
#pragma once

#include "base/bytes.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace kabinet {

class Vault;

namespace auth {

// Whose phone it is; the sealed number opens with the client's own key only.
struct Recipient {
  std::string client_id;
  Bytes dek_wrapped;
  Bytes phone_sealed;
  std::string language;  // "ru" or "en"
};

// Whom the message is from: the organisation's name and the host the code is good for.
struct Sender {
  std::string organisation;
  std::string host_name;
};

// A fresh code: what the database keeps of it and the SMS for the outbox. The code itself lives
// in the sealed SMS alone.
struct CodeMessage {
  Bytes mac;
  Bytes sms_sealed;
  std::string phone_hint;  // "+7 ••• •••-12-34"
};

enum class Purpose { sign_in, activation };
enum class Warning { new_device, password_set };

// `flow` is the challenge's token: a code is good for one flow only.
[[nodiscard]] Bytes code_mac(const Vault& vault, std::string_view flow, const Secret& code);
[[nodiscard]] CodeMessage new_code(const Vault& vault, const Recipient& to, const Sender& from,
                                   Purpose purpose, std::string_view flow);
[[nodiscard]] Bytes warning(const Vault& vault, const Recipient& to, const Sender& from,
                            Warning what);

}  // namespace auth
}  // namespace kabinet

// Words of the sign-in messages. The last line of a code message binds it to our host: phones
// offer the code to no other page (WICG sms-one-time-codes).
#include "auth/message.hpp"

#include "base/json.hpp"
#include "crypto/crypto.hpp"
#include "crypto/vault.hpp"
#include "text/text.hpp"

namespace kabinet::auth {

namespace {

std::string code_text(const Recipient& to, const Sender& from, Purpose purpose,
                      const std::string& code) {
  const bool english = to.language == "en";
  std::string what;
  if (purpose == Purpose::activation) {
    what = english ? ": a new password for your account, code "
                   : ": новый пароль личного кабинета, код ";
  } else {
    what = english ? ": sign-in to your account, code " : ": вход в личный кабинет, код ";
  }
  const char* keep = english ? ". Never tell it to anyone, not even to our staff."
                             : ". Никому его не сообщайте, даже нашим сотрудникам.";
  return from.organisation + what + code + keep + "\n@" + from.host_name + " #" + code;
}

std::string warning_text(const Recipient& to, const Sender& from, Warning what) {
  const bool english = to.language == "en";
  if (what == Warning::new_device) {
    return from.organisation +
           (english ? ": sign-in from a new device. If it was not you, end its session in your "
                      "account and call us."
                    : ": вход с нового устройства. Если это были не вы, завершите этот сеанс в "
                      "личном кабинете и позвоните нам.");
  }
  return from.organisation +
         (english ? ": the password of your account was changed with a code from a letter. If it "
                    "was not you, call us at once."
                  : ": пароль личного кабинета изменён по коду из письма. Если это были не вы, "
                    "срочно позвоните нам.");
}

Bytes sealed(const Vault& vault, const std::string& phone, const std::string& text) {
  const nlohmann::json sms = {{"to", phone}, {"text", text}};
  return vault.seal_for("outbox", sms.dump());
}

std::string phone_of(const Vault& vault, const Recipient& to) {
  return vault.open(to.dek_wrapped, to.client_id, "client.phone", to.phone_sealed);
}

}  // namespace

Bytes code_mac(const Vault& vault, std::string_view flow, const Secret& code) {
  return vault.mac("otp", std::string{flow} + "|sign_in|" + std::string{code.reveal()});
}

CodeMessage new_code(const Vault& vault, const Recipient& to, const Sender& from, Purpose purpose,
                     std::string_view flow) {
  const Secret code = new_code6();
  const std::string phone = phone_of(vault, to);
  const std::string text = code_text(to, from, purpose, std::string{code.reveal()});
  return {code_mac(vault, flow, code), sealed(vault, phone, text), masked_phone(phone)};
}

Bytes warning(const Vault& vault, const Recipient& to, const Sender& from, Warning what) {
  return sealed(vault, phone_of(vault, to), warning_text(to, from, what));
}

}  // namespace kabinet::auth

// What a phone is told, word by word, and what a browser keeps. Sealing itself is the vault's test.
// Nothing here needs a database.
#include "auth/cookies.hpp"
#include "auth/message.hpp"

#include "base/json.hpp"
#include "crypto/crypto.hpp"
#include "crypto/vault.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::auth;

namespace {

struct Desk {
  Vault vault{Bytes{std::string(32, 'v')}};
  Recipient to;
  Sender from{"МФК «Пример»", "lk.example.org"};

  explicit Desk(std::string language) {
    crypto_start();
    to.client_id = "a0000000-0000-4000-8000-000000000001";
    to.dek_wrapped = vault.new_client_key(to.client_id);
    to.phone_sealed = vault.seal(to.dek_wrapped, to.client_id, "client.phone", "+79991234567");
    to.language = std::move(language);
  }
  nlohmann::json opened(const Bytes& sms) const {
    return nlohmann::json::parse(vault.open_for("outbox", sms));
  }
};

std::string last_line(const std::string& text) { return text.substr(text.rfind('\n') + 1); }

}  // namespace

TEST_CASE("a code message names sender, purpose and code and ends bound to the host", "[auth]") {
  const Desk desk{"ru"};
  const auto made = new_code(desk.vault, desk.to, desk.from, Purpose::sign_in, "flow");
  const auto sms = desk.opened(made.sms_sealed);
  const std::string text = sms.at("text");
  const std::string code = text.substr(text.size() - 6);
  CHECK(sms.at("to") == "+79991234567");
  CHECK(text.starts_with("МФК «Пример»: вход в личный кабинет, код " + code));
  CHECK(text.find("Никому его не сообщайте") != std::string::npos);
  CHECK(last_line(text) == "@lk.example.org #" + code);
  CHECK(made.phone_hint == "+7 ••• •••-45-67");
  CHECK(made.mac == code_mac(desk.vault, "flow", Secret{code}));
  CHECK_FALSE(made.mac == code_mac(desk.vault, "other flow", Secret{code}));
}

TEST_CASE("the purpose of a code is told apart and spoken in the client's language", "[auth]") {
  const Desk desk{"en"};
  const auto sign_in = new_code(desk.vault, desk.to, desk.from, Purpose::sign_in, "f");
  const auto first = new_code(desk.vault, desk.to, desk.from, Purpose::activation, "f");
  CHECK(desk.opened(sign_in.sms_sealed).at("text").get<std::string>().find("sign-in") !=
        std::string::npos);
  CHECK(desk.opened(first.sms_sealed).at("text").get<std::string>().find("new password") !=
        std::string::npos);
}

TEST_CASE("warnings tell what happened and what to do", "[auth]") {
  const Desk ru{"ru"};
  const Desk en{"en"};
  const auto text = [](const Desk& desk, Warning what) {
    return desk.opened(warning(desk.vault, desk.to, desk.from, what)).at("text").get<std::string>();
  };
  CHECK(text(ru, Warning::new_device).find("вход с нового устройства") != std::string::npos);
  CHECK(text(ru, Warning::password_set).find("позвоните") != std::string::npos);
  CHECK(text(en, Warning::new_device).find("new device") != std::string::npos);
  CHECK(text(en, Warning::password_set).find("call us") != std::string::npos);
}

TEST_CASE("cookies are bound to the host and hidden from scripts", "[auth]") {
  for (const auto& cookie : {session_cookie(Secret{"t"}), device_cookie(Secret{"t"}),
                             no_session_cookie()}) {
    CHECK(cookie.starts_with("__Host-"));
    CHECK(cookie.find("Path=/; Secure; HttpOnly; SameSite=Strict") != std::string::npos);
  }
  CHECK(session_cookie(Secret{"t"}).find("Max-Age") == std::string::npos);
  CHECK(no_session_cookie().ends_with("Max-Age=0"));
}

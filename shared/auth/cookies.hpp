// The two cookies of a browser: the session, which ends with it, and the device, by which a
// client's own browser is known again. Both are bound to this host alone by their __Host- prefix.
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace kabinet::auth {

// Values of a Set-Cookie header.
inline std::string session_cookie(const Secret& token) {
  return "__Host-sid=" + std::string{token.reveal()} +
         "; Path=/; Secure; HttpOnly; SameSite=Strict";
}

inline std::string no_session_cookie() {
  return "__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
}

inline std::string device_cookie(const Secret& token) {
  return "__Host-device=" + std::string{token.reveal()} +
         "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000";
}

}  // namespace kabinet::auth

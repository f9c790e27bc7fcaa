// What of libsodium the product needs, in words of the product. The only room that includes it.
#pragma once

#include "base/bytes.hpp"
#include "base/secret.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace kabinet {

// Must be called before anything else here; safe to call again.
void crypto_start();

[[nodiscard]] Bytes random_bytes(std::size_t count);
// 32 random bytes as 43 characters of base64url: session tokens, challenges.
[[nodiscard]] Secret new_token();
// Six digits, evenly spread (randombytes_uniform).
[[nodiscard]] Secret new_code6();
// `length` characters of an alphabet without look-alikes (no 0 O 1 I L): letter codes.
[[nodiscard]] Secret new_letter_code(std::size_t length);

// BLAKE2b-256: what the database keeps of a token.
[[nodiscard]] Bytes hash32(std::string_view data);
[[nodiscard]] std::string base64url(const Bytes& bytes);
// Absent optional semantics by empty data: text that is no base64url gives no bytes.
[[nodiscard]] Bytes from_base64url(std::string_view text);
[[nodiscard]] std::string hex(const Bytes& bytes);
// SHA-256 in lower-case hex: for outside parties whose protocol asks for it, T-Bank's Token.
[[nodiscard]] std::string sha256_hex(std::string_view data);
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

// Argon2id, 64 MiB, t = 3 (security.md A1): about 100 ms of a core.
[[nodiscard]] std::string password_hash(const Secret& password);
[[nodiscard]] bool password_matches(const std::string& hash, const Secret& password);
// A hash of no password, so that an unknown ID costs the same work as a wrong password.
[[nodiscard]] const std::string& password_hash_of_nobody();
[[nodiscard]] bool password_needs_rehash(const std::string& hash);

}  // namespace kabinet

// Thin words over libsodium. Nothing here decides policy besides the cost of a password hash.
#include "crypto/crypto.hpp"

#include "base/require.hpp"
#include "crypto/raw.hpp"

#include <sodium.h>

#include <array>

namespace kabinet {

namespace {

// security.md A1: 64 MiB and three passes, about 100 ms of one core.
constexpr unsigned long long hash_passes = 3;
constexpr std::size_t hash_memory = std::size_t{64} * 1024 * 1024;

}  // namespace

void crypto_start() { require(sodium_init() >= 0, "libsodium starts"); }

Bytes random_bytes(std::size_t count) {
  Bytes bytes{std::string(count, '\0')};
  randombytes_buf(bytes.data.data(), count);
  return bytes;
}

Secret new_token() { return Secret{base64url(random_bytes(32))}; }

Secret new_code6() {
  const std::string digits = std::to_string(randombytes_uniform(1'000'000));
  return Secret{std::string(6 - digits.size(), '0') + digits};
}

Secret new_letter_code(std::size_t length) {
  constexpr std::string_view alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
  std::string code;
  for (std::size_t i = 0; i < length; ++i) {
    code += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
  }
  return Secret{std::move(code)};
}

Bytes hash32(std::string_view data) {
  Bytes hash{std::string(32, '\0')};
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data.data()), 32, raw(data),
                     data.size(), nullptr, 0);
  return hash;
}

std::string base64url(const Bytes& bytes) {
  constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bytes.data.size(), form), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes.data), bytes.data.size(), form);
  text.pop_back();  // the closing NUL
  return text;
}

Bytes from_base64url(std::string_view text) {
  Bytes bytes{std::string(text.size(), '\0')};
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data.data()), bytes.data.size(),
                        text.data(), text.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return {};
  }
  bytes.data.resize(length);
  return bytes;
}

std::string hex(const Bytes& bytes) {
  std::string text(bytes.data.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw(bytes.data), bytes.data.size());
  text.pop_back();
  return text;
}

std::string sha256_hex(std::string_view data) {
  Bytes hash{std::string(crypto_hash_sha256_BYTES, '\0')};
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data.data()), raw(data), data.size());
  return hex(hash);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string password_hash(const Secret& password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  require(crypto_pwhash_str(hash.data(), password.reveal().data(), password.reveal().size(),
                            hash_passes, hash_memory) == 0,
          "there is memory for a password hash");
  return hash.data();
}

bool password_matches(const std::string& hash, const Secret& password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.reveal().data(),
                                  password.reveal().size()) == 0;
}

const std::string& password_hash_of_nobody() {
  static const std::string hash = password_hash(new_token());
  return hash;
}

bool password_needs_rehash(const std::string& hash) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), hash_passes, hash_memory) != 0;
}

}  // namespace kabinet

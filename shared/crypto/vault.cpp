// One master key, one derived key per use. Sealed form: version(1) nonce(24) ciphertext+tag.
#include "crypto/vault.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"
#include "crypto/raw.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <stdexcept>

namespace kabinet {

namespace {

constexpr char version = 1;
constexpr std::size_t key_size = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

using Key = std::array<unsigned char, key_size>;

// The key of one use: keyed BLAKE2b of the use's name under the master key.
Key derived(const Key& master, std::string_view purpose) {
  Key key{};
  crypto_generichash(key.data(), key.size(), raw(purpose), purpose.size(), master.data(),
                     master.size());
  return key;
}

Bytes sealed_with(const unsigned char* key, std::string_view place, std::string_view plain) {
  Bytes out{std::string(1 + nonce_size + plain.size() + tag_size, '\0')};
  out.data[0] = version;
  unsigned char* nonce = raw(out.data) + 1;
  randombytes_buf(nonce, nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_size, nullptr, raw(plain), plain.size(),
                                             raw(place), place.size(), nullptr, nonce, key);
  return out;
}

std::string opened_with(const unsigned char* key, std::string_view place, const Bytes& sealed) {
  require(sealed.data.size() >= 1 + nonce_size + tag_size && sealed.data[0] == version,
          "a sealed value has the known form");
  std::string plain(sealed.data.size() - 1 - nonce_size - tag_size, '\0');
  const unsigned char* nonce = raw(std::string_view{sealed.data}) + 1;
  require(crypto_aead_xchacha20poly1305_ietf_decrypt(
              raw(plain), nullptr, nullptr, nonce + nonce_size,
              sealed.data.size() - 1 - nonce_size, raw(place), place.size(), nonce, key) == 0,
          "a sealed value stands in the place it was made for");
  return plain;
}

std::string place_of(std::string_view client_id, std::string_view column) {
  return "client|" + std::string{column} + "|" + std::string{client_id} + "|1";
}

}  // namespace

struct Vault::Keys {
  Key master{};
  Key wrapping{};
  ~Keys() {
    sodium_memzero(master.data(), master.size());
    sodium_memzero(wrapping.data(), wrapping.size());
  }
};

Vault Vault::from_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  Bytes key{std::string(key_size + 1, '\0')};
  file.read(key.data.data(), static_cast<std::streamsize>(key.data.size()));
  if (file.gcount() != static_cast<std::streamsize>(key_size)) {
    throw std::runtime_error{path + ": the key file must hold exactly 32 bytes and be readable"};
  }
  key.data.resize(key_size);
  return Vault{std::move(key)};
}

Vault::Vault(Bytes&& master_key) : keys_(std::make_unique<Keys>()) {
  crypto_start();
  require(master_key.data.size() == key_size, "the master key has 32 bytes");
  std::copy(master_key.data.begin(), master_key.data.end(), keys_->master.begin());
  sodium_memzero(master_key.data.data(), master_key.data.size());
  keys_->wrapping = derived(keys_->master, "client key wrapping");
}

Vault::~Vault() = default;
Vault::Vault(Vault&&) noexcept = default;

Bytes Vault::new_client_key(std::string_view client_id) const {
  Bytes key = random_bytes(key_size);
  Bytes wrapped = sealed_with(keys_->wrapping.data(), place_of(client_id, "key"), key.data);
  sodium_memzero(key.data.data(), key.data.size());
  return wrapped;
}

Bytes Vault::seal(const Bytes& wrapped_key, std::string_view client_id, std::string_view column,
                  std::string_view plain) const {
  const Secret key{opened_with(keys_->wrapping.data(), place_of(client_id, "key"), wrapped_key)};
  return sealed_with(raw(key.reveal()), place_of(client_id, column), plain);
}

std::string Vault::open(const Bytes& wrapped_key, std::string_view client_id,
                        std::string_view column, const Bytes& sealed) const {
  const Secret key{opened_with(keys_->wrapping.data(), place_of(client_id, "key"), wrapped_key)};
  return opened_with(raw(key.reveal()), place_of(client_id, column), sealed);
}

Bytes Vault::seal_for(std::string_view purpose, std::string_view plain) const {
  const Key key = derived(keys_->master, "seal " + std::string{purpose});
  return sealed_with(key.data(), purpose, plain);
}

std::string Vault::open_for(std::string_view purpose, const Bytes& sealed) const {
  const Key key = derived(keys_->master, "seal " + std::string{purpose});
  return opened_with(key.data(), purpose, sealed);
}

Bytes Vault::mac(std::string_view purpose, std::string_view message) const {
  const Key key = derived(keys_->master, "mac " + std::string{purpose});
  Bytes out{std::string(32, '\0')};
  crypto_generichash(raw(out.data), out.data.size(), raw(message), message.size(), key.data(),
                     key.size());
  return out;
}

Bytes Vault::blind_index(std::string_view purpose, std::string_view value) const {
  const Key key = derived(keys_->master, "index " + std::string{purpose});
  Bytes out{std::string(16, '\0')};
  crypto_generichash(raw(out.data), out.data.size(), raw(value), value.size(), key.data(),
                     key.size());
  return out;
}

}  // namespace kabinet

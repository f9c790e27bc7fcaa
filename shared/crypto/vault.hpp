// Keys and sealed fields (security.md D15). One master key lies in a file outside the database;
// every other key is derived from it by purpose, so that one leaking through one use says
// nothing of another. Each client has a data key of his own, wrapped by the master: forgetting
// it makes all his fields unreadable (crypto-erase).
#pragma once

#include "base/bytes.hpp"
#include "base/secret.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kabinet {

class Vault {
 public:
  // Reads 32 bytes; throws std::runtime_error that names the file otherwise.
  static Vault from_file(const std::string& path);
  // Wipes the bytes it is given.
  explicit Vault(Bytes&& master_key);
  ~Vault();
  Vault(Vault&&) noexcept;

  // A client's data key: made at random, kept wrapped (bound to the client's id).
  [[nodiscard]] Bytes new_client_key(std::string_view client_id) const;  // wrapped form
  // ver(1) || nonce(24) || XChaCha20-Poly1305; bound to "table|column|row", so that a sealed
  // value moved to another row or column does not open.
  [[nodiscard]] Bytes seal(const Bytes& wrapped_key, std::string_view client_id,
                           std::string_view column, std::string_view plain) const;
  // Throws Broken when the value was made for another place or was altered.
  [[nodiscard]] std::string open(const Bytes& wrapped_key, std::string_view client_id,
                                 std::string_view column, const Bytes& sealed) const;
  // For data of no client: outbox payloads, password hashes. `purpose` names the use.
  [[nodiscard]] Bytes seal_for(std::string_view purpose, std::string_view plain) const;
  [[nodiscard]] std::string open_for(std::string_view purpose, const Bytes& sealed) const;

  // Keyed BLAKE2b: 16 bytes to find a normalised phone, 32 bytes to check a code or a token.
  [[nodiscard]] Bytes blind_index(std::string_view purpose, std::string_view value) const;
  [[nodiscard]] Bytes mac(std::string_view purpose, std::string_view message) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

}  // namespace kabinet

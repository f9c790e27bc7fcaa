// Making and reading of channel tokens. Whose channel it is, the database knows.
#include "live/token.hpp"

#include "crypto/crypto.hpp"

namespace kabinet::live {

namespace {

constexpr std::size_t channel_bytes = 16;
constexpr std::size_t channel_letters = 22;
constexpr std::size_t expiry_bytes = 6;
constexpr std::size_t said_letters = channel_letters + 8;
constexpr std::size_t token_letters = said_letters + 43;

std::string big_endian(Moment moment) {
  auto seconds = static_cast<std::uint64_t>(moment.time_since_epoch().count());
  std::string bytes(expiry_bytes, '\0');
  for (std::size_t i = expiry_bytes; i-- > 0; seconds >>= 8) {
    bytes[i] = static_cast<char>(seconds & 0xFF);
  }
  return bytes;
}

Moment moment_of(const std::string& bytes) {
  std::int64_t seconds = 0;
  for (const char c : bytes) seconds = seconds * 256 + static_cast<unsigned char>(c);
  return Moment{std::chrono::seconds{seconds}};
}

}  // namespace

std::string token_for(const Vault& vault, const Bytes& channel, Moment expires_at) {
  const std::string said = base64url(channel) + base64url(Bytes{big_endian(expires_at)});
  return said + base64url(vault.mac("live", said));
}

std::optional<Bytes> channel_of(const Vault& vault, std::string_view token, Moment now) {
  if (token.size() != token_letters) return std::nullopt;
  const std::string_view said = token.substr(0, said_letters);
  const std::string proof = base64url(vault.mac("live", said));
  if (!equal_in_constant_time(proof, token.substr(said_letters))) return std::nullopt;
  const Bytes expiry = from_base64url(said.substr(channel_letters));
  if (expiry.data.size() != expiry_bytes || moment_of(expiry.data) <= now) return std::nullopt;
  Bytes channel = from_base64url(said.substr(0, channel_letters));
  if (channel.data.size() != channel_bytes) return std::nullopt;
  return channel;
}

}  // namespace kabinet::live

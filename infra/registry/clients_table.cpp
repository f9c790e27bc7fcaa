// Clients: every personal field is sealed here, before it goes anywhere. Beside the sealed fields
// goes a fingerprint of six keyed hashes, one a field and bound to the client's number: a second
// import tells the same row from a changed one, and names the field, without opening a seal.
#include "registry/table.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"

#include <array>
#include <chrono>

namespace kabinet::registry {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> personal = {"last_name",  "first_name", "middle_name",
                                                      "birth_date", "phone",      "email"};
constexpr std::string_view fingerprint_version{"\x01\x00", 2};
// 2 + 6 * 5 = 32 bytes; that a changed field keeps its hash has a chance of 2^-40.
constexpr std::size_t mark_size = 5;

std::string new_uuid() {
  std::string raw = random_bytes(16).data;
  raw[6] = static_cast<char>((raw[6] & 0x0F) | 0x40);
  raw[8] = static_cast<char>((raw[8] & 0x3F) | 0x80);
  std::string text = hex(Bytes{raw});
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

std::string today() {
  using namespace std::chrono;
  const year_month_day day{floor<days>(system_clock::now())};
  std::string month = std::to_string(static_cast<unsigned>(day.month()));
  std::string date = std::to_string(static_cast<unsigned>(day.day()));
  if (month.size() < 2) month.insert(0, "0");
  if (date.size() < 2) date.insert(0, "0");
  return std::to_string(static_cast<int>(day.year())) + "-" + month + "-" + date;
}

std::string fingerprint(const Vault& vault, const std::string& login,
                        const std::array<std::string, 6>& values) {
  std::string marks{fingerprint_version};
  for (std::size_t i = 0; i < personal.size(); ++i) {
    const std::string message = login + "|" + std::string{personal[i]} + "|" + values[i];
    marks += vault.mac("client_row", message).data.substr(0, mark_size);
  }
  return marks;
}

// Both in hex, as they travel.
std::vector<std::string> differing(const std::string& stored, const std::string& brought) {
  std::vector<std::string> fields;
  const std::size_t head = 2 * fingerprint_version.size();
  const std::size_t mark = 2 * mark_size;
  const bool comparable =
      stored.size() == brought.size() && stored.starts_with(brought.substr(0, head));
  for (std::size_t i = 0; comparable && i < personal.size(); ++i) {
    const std::size_t at = head + i * mark;
    if (stored.compare(at, mark, brought, at, mark) != 0) {
      fields.emplace_back(personal[i]);
    }
  }
  return fields;
}

json sealed_row(const Vault& vault, const std::string& login,
                const std::array<std::string, 6>& values) {
  const std::string id = new_uuid();
  const Bytes key = vault.new_client_key(id);
  json out{{"id", id}, {"login", login}, {"dek_wrapped", hex(key)}};
  for (std::size_t i = 0; i < personal.size(); ++i) {
    const std::string field{personal[i]};
    // An empty field says so by being absent: its sealed form would have its own length anyway.
    out[field + "_sealed"] = values[i].empty() ? json(nullptr)
                                               : json(hex(vault.seal(key, id, "client." + field,
                                                                     values[i])));
  }
  out["phone_index"] = hex(vault.blind_index("phone", values[4]));
  out["fingerprint"] = hex(Bytes{fingerprint(vault, login, values)});
  return out;
}

json read_client(const Vault& vault, RowReader& row) {
  const std::string login = row.login("client_no");
  const std::array<std::string, 6> values = {
      row.one_line("last_name", 100),
      row.one_line("first_name", 100),
      row.one_line_or_empty("middle_name", 100),
      row.day("birth_date", "1900-01-01", today()),
      row.phone("phone"),
      row.email_or_empty("email")};
  return row.faults().empty() ? sealed_row(vault, login, values) : json{};
}

Answer send_clients(pg::Db& db, const json& batch) {
  const pg::Rows said = db.call("identity_import_clients", {batch.dump()});
  require(said.size() == batch.size(), "every client of a batch has a verdict");
  Answer answer;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const json& sent = batch.at(static_cast<std::size_t>(said.integer(i, "n")));
    const std::string& verdict = said.need(i, "verdict");
    if (verdict == "new") {
      ++answer.fresh;
    } else if (verdict == "same") {
      ++answer.same;
    } else {
      answer.rows.push_back({sent.at("row"), verdict,
                             differing(hex(said.bytes(i, "fingerprint")), sent.at("fingerprint"))});
    }
  }
  return answer;
}

}  // namespace

Table clients_table(const Vault& vault) {
  return {.name = "clients",
          .needed = true,
          .columns = {"client_no", "last_name", "first_name", "middle_name", "birth_date", "phone",
                      "email"},
          .read = [&vault](RowReader& row) { return read_client(vault, row); },
          .number = [](const json& row) { return row.at("login").get<std::string>(); },
          .send = send_clients};
}

}  // namespace kabinet::registry

// The seal is bound to what the row says in the clear, so that words moved to another sum or day
// do not open.
#include "bank/unmatched.hpp"

namespace kabinet::bank {

namespace {

constexpr const char* column = "unmatched.words";

std::string place_of(const std::string& kind, std::int64_t kopecks, const std::string& paid_on) {
  return kind + " " + std::to_string(kopecks) + " " + paid_on;
}

}  // namespace

Kept keep(pg::Db& db, const Vault& vault, const Unmatched& row) {
  const std::string place = place_of(row.kind, row.kopecks, row.paid_on);
  const Bytes data_key = vault.new_client_key(place);
  const pg::Rows said =
      db.call("payment_keep_unmatched",
              {row.key, row.kind, row.kopecks, row.paid_on, data_key,
               vault.seal(data_key, place, column, row.words), row.why});
  return {said.integer(0, "id"), said.need(0, "verdict") == "repeated"};
}

std::vector<Waiting> list_unmatched(pg::Db& db, const Vault& vault) {
  const pg::Rows rows = db.call("payment_list_unmatched", {});
  std::vector<Waiting> all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Waiting one{rows.integer(i, "id"),
                {.key = {},
                 .kind = rows.need(i, "kind"),
                 .kopecks = rows.integer(i, "amount_kopecks"),
                 .paid_on = rows.need(i, "paid_on"),
                 .words = {},
                 .why = rows.need(i, "why")}};
    one.row.words = vault.open(rows.bytes(i, "dek_wrapped"),
                               place_of(one.row.kind, one.row.kopecks, one.row.paid_on), column,
                               rows.bytes(i, "words_sealed"));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace kabinet::bank

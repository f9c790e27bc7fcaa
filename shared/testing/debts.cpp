// See debts.hpp. Debts go through the same functions as an import's.
#include "testing/debts.hpp"

namespace kabinet::testing {

std::string add_debt(Bench& bench, const Person& person, const std::string& number,
                     std::int64_t owed_kopecks) {
  const json contract = json::array({{{"row", 1}, {"number", number}, {"login", person.login},
                                      {"creditor", "ООО «Пример»"}, {"product", "Заём"},
                                      {"opened_on", "2025-01-01"}, {"due_on", nullptr},
                                      {"principal_kopecks", owed_kopecks},
                                      {"annual_rate", "24.9"}, {"currency", "RUB"}}});
  const json charge = json::array({{{"row", 1}, {"operation_no", number + "-1"},
                                    {"contract", number}, {"posted_on", "2025-02-01"},
                                    {"kind", "charge"}, {"component", "principal"},
                                    {"amount_kopecks", owed_kopecks}, {"description", ""}}});
  bench.admin("select api.ledger_import_contracts('registry', $j$" + contract.dump() + "$j$)");
  bench.admin("select api.ledger_post_operations('registry', $j$" + charge.dump() + "$j$)");
  return bench.admin("select id from ledger.contract where number = '" + number + "'");
}

std::int64_t owed(Bench& bench, const std::string& number) {
  return std::stoll(bench.admin(
      "select b.outstanding_kopecks from ledger.balance b join ledger.contract c"
      " on c.id = b.contract_id where c.number = '" + number + "'"));
}

std::string add_payment(Bench& bench, const std::string& contract, std::int64_t kopecks,
                        const std::string& method, const std::string& provider) {
  const std::string sum = std::to_string(kopecks);
  return bench.admin(
      "with p as (insert into payment.payment (id, client_id, method, provider, fingerprint,"
      " amount_kopecks, next_ask_at) select gen_random_uuid(), c.client_id, '" + method + "', '" +
      provider + "', sha256('test'), " + sum + ", now() from ledger.contract c where c.id = '" +
      contract + "' returning *), i as (insert into payment.item (payment_id, seq, contract_id,"
      " client_id, amount_kopecks) select id, 1, '" + contract + "', client_id, " + sum +
      " from p) select id from p");
}

std::string payment_state(Bench& bench, const std::string& payment) {
  return bench.admin("select state from payment.payment where id = '" + payment + "'");
}

}  // namespace kabinet::testing

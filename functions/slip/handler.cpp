// Paying outside the portal: the requisites of a contract as a slip with a QR, and the places and
// codes for paying in person. Money comes back through infra/bank-import and function `terminal`,
// which find the contract by what stands in the purpose here.
#include "slip/manifest.hpp"

#include "base/json.hpp"
#include "qr/qr.hpp"
#include "slip/gost.hpp"

namespace kabinet::slip {

using json = nlohmann::ordered_json;

Reply show(Call& call, const Show& in) {
  const pg::Rows row = call.ask({in.id});
  const Payee& payee = call.site().payee;
  const std::string& number = row.need(0, "number");
  const std::string& code = row.need(0, "payer_code");
  const bool has_sum = in.amount_kopecks.value_or(0) > 0;
  const Order order{.name = payee.name,
                    .account = payee.account,
                    .bank = payee.bank,
                    .bic = payee.bic,
                    .corr_account = payee.corr_account,
                    .kopecks = in.amount_kopecks,
                    .purpose = "Оплата по договору № " + number + ", код плательщика " + code,
                    .payee_inn = payee.inn,
                    .kpp = payee.kpp,
                    .payer_code = code,
                    .contract = number};
  const std::string text = gost_text(order);
  const Qr symbol = qr_of(text);
  return ok(json{{"payee", payee.name},
                 {"inn", payee.inn},
                 {"kpp", payee.kpp},
                 {"account", payee.account},
                 {"bank", payee.bank},
                 {"bic", payee.bic},
                 {"corr_account", payee.corr_account},
                 {"purpose", order.purpose},
                 {"contract_number", number},
                 {"payer_code", code},
                 {"amount_kopecks", has_sum ? json(*in.amount_kopecks) : json(nullptr)},
                 {"qr", text},
                 {"qr_svg_path", svg_path(symbol)},
                 {"qr_size", drawn_size(symbol)}}
                .dump());
}

Reply list_points(Call& call, const ListPoints&) {
  json points = json::array();
  for (const PayPoint& point : call.site().points) {
    points.push_back({{"name", point.name},
                      {"address", point.address},
                      {"hours", point.hours},
                      {"networks", point.networks}});
  }
  const pg::Rows rows = call.ask();
  json codes = json::array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    codes.push_back({{"contract_number", rows.need(i, "contract_number")},
                     {"payer_code", rows.need(i, "payer_code")}});
  }
  return ok(json{{"points", points}, {"codes", codes}}.dump());
}

}  // namespace kabinet::slip

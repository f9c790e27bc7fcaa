// See site_file.hpp. A key that is missing here makes read_site() complain in the test.
#include "testing/site_file.hpp"

namespace kabinet::testing {

using nlohmann::json;

namespace {

json acquirer_json(const AcquirerSite& site) {
  return {{"card", site.card},
          {"sbp", site.sbp},
          {"yookassa",
           {{"url", site.yookassa_url},
            {"shop_id", site.yookassa_shop_id},
            {"secret_file", site.yookassa_secret_file},
            {"tax_system_code", site.yookassa_tax_system_code},
            {"vat_code", site.yookassa_vat_code}}},
          {"tbank",
           {{"url", site.tbank_url},
            {"terminal_key", site.tbank_terminal_key},
            {"password_file", site.tbank_password_file},
            {"taxation", site.tbank_taxation},
            {"tax", site.tbank_tax}}}};
}

}  // namespace

json site_json(const Site& site) {
  json points = json::array();
  for (const PayPoint& point : site.points) {
    points.push_back({{"name", point.name}, {"address", point.address}, {"hours", point.hours},
                      {"networks", point.networks}});
  }
  return {{"database", {{"host", site.database_host}, {"name", site.database_name}}},
          {"keys", site.keys_file},
          {"url", site.url},
          {"host_name", site.host_name},
          {"publish", site.publish_socket},
          {"organisation", {{"name", {{"ru", site.organisation}, {"en", site.organisation}}}}},
          {"sms",
           {{"url", site.sms_url},
            {"login", site.sms_login},
            {"password_file", site.sms_password_file},
            {"sender", site.sms_sender}}},
          {"payee",
           {{"name", site.payee.name},
            {"inn", site.payee.inn},
            {"kpp", site.payee.kpp},
            {"account", site.payee.account},
            {"bank", site.payee.bank},
            {"bic", site.payee.bic},
            {"corr_account", site.payee.corr_account}}},
          {"points", points},
          {"acquirer", acquirer_json(site.acquirer)},
          {"terminal",
           {{"network", site.terminal_network},
            {"login", site.terminal_login},
            {"password_file", site.terminal_password_file},
            {"addresses", site.terminal_addresses}}}};
}

}  // namespace kabinet::testing

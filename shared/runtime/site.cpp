// Reads the site file. Every complaint names the file and the key, because whoever installs sees
// only this sentence.
#include "runtime/site.hpp"

#include "base/json.hpp"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace kabinet {

namespace {

using nlohmann::json;
constexpr std::string_view credential = "credential:";

class Reader {
 public:
  Reader(std::string path, json root) : path_(std::move(path)), root_(std::move(root)) {}

  std::string text(const std::string& pointer) const {
    const json::json_pointer where{pointer};
    if (!root_.contains(where) || !root_.at(where).is_string()) wrong("the text", pointer);
    const auto said = root_.at(where).get<std::string>();
    return said.starts_with(credential) ? path_of(said.substr(credential.size()), pointer) : said;
  }

  std::string text_or(const std::string& pointer, const char* otherwise) const {
    return root_.contains(json::json_pointer{pointer}) ? text(pointer) : otherwise;
  }

  int number(const std::string& pointer) const {
    const json::json_pointer where{pointer};
    if (!root_.contains(where) || !root_.at(where).is_number_unsigned() ||
        root_.at(where).get<std::uint64_t>() > 1'000'000) {
      wrong("the number", pointer);
    }
    return root_.at(where).get<int>();
  }

  // How many entries a list has.
  std::size_t count(const std::string& pointer) const {
    const json::json_pointer where{pointer};
    if (!root_.contains(where) || !root_.at(where).is_array()) wrong("the list", pointer);
    return root_.at(where).size();
  }

  std::size_t count_or_none(const std::string& pointer) const {
    return root_.contains(json::json_pointer{pointer}) ? count(pointer) : 0;
  }

  std::string acquirer(const std::string& pointer) const {
    std::string name = text(pointer);
    if (name != "yookassa" && name != "tbank") wrong("the name yookassa or tbank", pointer);
    return name;
  }

 private:
  [[noreturn]] void wrong(const char* what, const std::string& pointer) const {
    throw std::runtime_error{path_ + ": " + what + " " + pointer + " is missing"};
  }

  // Where systemd (LoadCredential) or a cluster (a mounted secret) has put what we may read.
  [[nodiscard]] std::string path_of(const std::string& name, const std::string& pointer) const {
    const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
    if (directory == nullptr || name.empty() || name.find('/') != std::string::npos) {
      throw std::runtime_error{path_ + ": " + pointer + " names the credential \"" + name +
                               "\", but there is none: CREDENTIALS_DIRECTORY is the folder"};
    }
    return std::string{directory} + "/" + name;
  }

  std::string path_;
  json root_;
};

Payee payee_of(const Reader& read) {
  return {read.text("/payee/name"),         read.text("/payee/inn"),
          read.text("/payee/kpp"),          read.text("/payee/account"),
          read.text("/payee/bank"),         read.text("/payee/bic"),
          read.text("/payee/corr_account")};
}

std::vector<PayPoint> points_of(const Reader& read) {
  std::vector<PayPoint> points;
  for (std::size_t i = 0; i < read.count("/points"); ++i) {
    const std::string at = "/points/" + std::to_string(i);
    points.push_back({read.text(at + "/name"), read.text(at + "/address"),
                      read.text(at + "/hours"), read.text(at + "/networks")});
  }
  return points;
}

std::vector<std::string> terminal_addresses_of(const Reader& read) {
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < read.count_or_none("/terminal/addresses"); ++i) {
    addresses.push_back(read.text("/terminal/addresses/" + std::to_string(i)));
  }
  return addresses;
}

AcquirerSite acquirer_of(const Reader& read) {
  return {.card = read.acquirer("/acquirer/card"),
          .sbp = read.acquirer("/acquirer/sbp"),
          .yookassa_url = read.text("/acquirer/yookassa/url"),
          .yookassa_shop_id = read.text("/acquirer/yookassa/shop_id"),
          .yookassa_secret_file = read.text("/acquirer/yookassa/secret_file"),
          .yookassa_tax_system_code = read.number("/acquirer/yookassa/tax_system_code"),
          .yookassa_vat_code = read.number("/acquirer/yookassa/vat_code"),
          .tbank_url = read.text("/acquirer/tbank/url"),
          .tbank_terminal_key = read.text("/acquirer/tbank/terminal_key"),
          .tbank_password_file = read.text("/acquirer/tbank/password_file"),
          .tbank_taxation = read.text_or("/acquirer/tbank/taxation", "osn"),
          .tbank_tax = read.text_or("/acquirer/tbank/tax", "none")};
}

}  // namespace

Site read_site(const std::string& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error{path + ": the site file cannot be read"};
  json root = json::parse(file, nullptr, false);
  if (root.is_discarded()) throw std::runtime_error{path + ": the site file is not valid JSON"};
  const Reader read{path, std::move(root)};
  return {.database_host = read.text("/database/host"),
          .database_name = read.text("/database/name"),
          .keys_file = read.text("/keys"),
          .url = read.text("/url"),
          .host_name = read.text("/host_name"),
          .organisation = read.text("/organisation/name/ru"),
          .sms_url = read.text("/sms/url"),
          .sms_login = read.text("/sms/login"),
          .sms_password_file = read.text("/sms/password_file"),
          .sms_sender = read.text("/sms/sender"),
          .publish_socket = read.text("/publish"),
          .payee = payee_of(read),
          .points = points_of(read),
          .acquirer = acquirer_of(read),
          .terminal_network = read.text("/terminal/network"),
          .terminal_login = read.text("/terminal/login"),
          .terminal_password_file = read.text("/terminal/password_file"),
          .terminal_addresses = terminal_addresses_of(read)};
}

}  // namespace kabinet

// Reads the site file. Every complaint names the file and the key, because whoever installs sees
// only this sentence.
#include "runtime/site.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace kabinet {

namespace {

using nlohmann::json;

class Reader {
 public:
  Reader(std::string path, json root) : path_(std::move(path)), root_(std::move(root)) {}

  std::string text(const char* pointer) const {
    const json::json_pointer where{pointer};
    if (!root_.contains(where) || !root_.at(where).is_string()) {
      throw std::runtime_error{path_ + ": the text " + pointer + " is missing"};
    }
    return root_.at(where).get<std::string>();
  }

 private:
  std::string path_;
  json root_;
};

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
          .publish_socket = read.text("/publish")};
}

}  // namespace kabinet

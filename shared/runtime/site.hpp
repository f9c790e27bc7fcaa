// The dozen values that differ between installations, from the JSON file named by the
// environment variable KABINET_SITE. Business numbers are rows in the database, not here.
#pragma once

#include <string>

namespace kabinet {

struct Site {
  std::string database_host;  // directory of PostgreSQL's unix socket
  std::string database_name;
  std::string keys_file;      // 32 raw bytes: the key that all others are derived from
  std::string url;            // "https://lk.example.org": our own origin
  std::string host_name;      // "lk.example.org": last line of SMS codes (origin-bound)
  std::string organisation;   // name in Russian, for SMS texts
  std::string sms_url;        // of the provider's send.php
  std::string sms_login;
  std::string sms_password_file;
  std::string sms_sender;
  std::string publish_socket;  // nginx's internal socket for live events
};

// Throws std::runtime_error that names the file and the key which is missing or wrong.
[[nodiscard]] Site read_site(const std::string& path);

}  // namespace kabinet

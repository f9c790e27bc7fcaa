// The dozen values that differ between installations, from the JSON file named by the
// environment variable KABINET_SITE. Business numbers are rows in the database, not here. Where a
// file is named, "credential:master.key" is the one in $CREDENTIALS_DIRECTORY (systemd, clusters).
#pragma once

#include <string>
#include <vector>

namespace kabinet {

struct Payee {  // whom a payment slip names
  std::string name, inn, kpp, account, bank, bic, corr_account;
};

struct PayPoint {  // where one can pay in person
  std::string name, address, hours, networks;
};

struct AcquirerSite {
  std::string card;  // which acquirer takes cards: yookassa | tbank
  std::string sbp;   // which one takes SBP
  std::string yookassa_url, yookassa_shop_id, yookassa_secret_file;
  int yookassa_tax_system_code = 1;
  int yookassa_vat_code = 1;
  std::string tbank_url, tbank_terminal_key, tbank_password_file;
  std::string tbank_taxation, tbank_tax;  // of receipts; "osn" and "none" if not said
};

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
  Payee payee;
  std::vector<PayPoint> points;
  AcquirerSite acquirer;
  std::string terminal_network;  // of pay terminals: "osmp"
  std::string terminal_login;
  std::string terminal_password_file;
  std::vector<std::string> terminal_addresses;  // taken without a password; may be empty
};

// Throws std::runtime_error that names the file and the key which is missing or wrong.
[[nodiscard]] Site read_site(const std::string& path);

}  // namespace kabinet

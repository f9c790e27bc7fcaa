// A bench for functions: one disposable database per Bench (a clone of the migrated template on
// the real PostgreSQL named by KABINET_TEST_PG), real roles, real commits, and the same answer()
// that FastCGI uses. Every reply is checked against the manifest's `out`, and every route and
// refusal met is written to the file KABINET_SEEN, for `fnctl covered`.
#pragma once

#include "base/json.hpp"
#include "base/secret.hpp"
#include "crypto/vault.hpp"
#include "http/request.hpp"
#include "pg/db.hpp"
#include "runtime/function.hpp"
#include "runtime/site.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::testing {

using json = nlohmann::json;

// One of the named people tests and demos use.
struct Person {
  std::string id;  // uuid, set when the person is put into a database
  std::string login;
  std::string last_name;
  std::string first_name;
  std::string middle_name;
  std::string phone;
  std::string password;  // empty: not activated yet
};

[[nodiscard]] Person anna();   // has a password
[[nodiscard]] Person boris();  // has a password; the other one, whose things Anna must not see
[[nodiscard]] Person clara();  // has no password yet

struct Answer {
  Reply reply;
  [[nodiscard]] int status() const { return reply.status; }
  [[nodiscard]] json body() const;               // throws for a body that is no JSON
  [[nodiscard]] std::string refusal() const;     // the problem's code, "" for a success
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] std::string cookie(std::string_view name) const;  // from Set-Cookie, "" if none
};

class Bench;

// A browser: keeps cookies and csrf, sends what a browser sends.
class Browser {
 public:
  Answer get(const Function& function, const std::string& target);
  Answer post(const Function& function, const std::string& target, const json& body);
  Answer remove(const Function& function, const std::string& target);
  // Anything else: the request is filled with this browser's cookies first.
  Answer send(const Function& function, Request request);

  std::map<std::string, std::string> cookies;
  std::string csrf;
  std::string address = "127.0.0.1";
  std::string user_agent = "Mozilla/5.0 (X11; Linux x86_64) Test/1.0";

 private:
  friend class Bench;
  explicit Browser(Bench& bench) : bench_(&bench) {}
  Request prepared(std::string method, const std::string& target) const;
  Bench* bench_;
};

class Bench {
 public:
  Bench();
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  // Puts the person into identity.client (sealed, with a password if there is one); sets the id.
  Person add(Person person);
  [[nodiscard]] Browser browser();
  // A browser that holds a live session of this person, made without the sign-in functions.
  [[nodiscard]] Browser signed_in(const Person& person, const std::string& level = "client");

  Answer ask(const Function& function, const Request& request);
  // A connection with a role of its own, e.g. "fn_login".
  [[nodiscard]] pg::Db& db(const std::string& role);
  // One SQL statement as the superuser; the first cell as text, "" for none or null.
  std::string admin(const std::string& sql);
  // Runs one SQL statement under `role`; returns "" or the constraint / SQLSTATE it broke.
  std::string broken_by(const std::string& role, const std::string& sql);
  // Texts of the SMS that wait or went out to this number, newest first.
  [[nodiscard]] std::vector<std::string> sms_to(const std::string& phone);

  [[nodiscard]] const Site& site() const { return site_; }
  // For a test that needs another world outside: changed before the first request.
  [[nodiscard]] Site& site() { return site_; }
  [[nodiscard]] const Vault& vault() const { return vault_; }
  [[nodiscard]] const std::string& database() const { return site_.database_name; }

 private:
  class Desk;
  static std::string make_or_drop(const std::string& sql);
  Reply answer_of(const Function& function, const Request& request);

  Site site_;
  Vault vault_;
  std::unique_ptr<Desk> desk_;
  std::map<std::string, std::unique_ptr<pg::Db>> connections_;
};

// The first way in which `value` is not what the manifest's `out` shape says; "" if it fits.
[[nodiscard]] std::string misfit(const json& shape, const json& value, const std::string& path);

}  // namespace kabinet::testing

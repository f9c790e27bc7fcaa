// The disposable database and the browser. See bench.hpp.
#include "testing/bench.hpp"

#include "base/require.hpp"
#include "crypto/crypto.hpp"
#include "runtime/answer.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace kabinet::testing {

namespace {

std::string cluster() {
  const char* host = std::getenv("KABINET_TEST_PG");
  if (host == nullptr) {
    throw std::runtime_error{"set KABINET_TEST_PG to a test cluster's socket folder; "
                             "`infra/test --cluster` starts one and prints it"};
  }
  return host;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

Connection connect(const std::string& database, const std::string& role) {
  const std::string how =
      "host='" + cluster() + "' dbname='" + database + "' user='" + role + "'";
  Connection connection{PQconnectdb(how.c_str()), &PQfinish};
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw std::runtime_error{PQerrorMessage(connection.get())};
  }
  return connection;
}

std::string cell(const PGresult* result) {
  const auto status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error{PQresultErrorMessage(result)};
  }
  if (PQntuples(result) == 0 || PQgetisnull(result, 0, 0) != 0) return {};
  return PQgetvalue(result, 0, 0);
}

std::string literal(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string bytea(const Bytes& bytes) { return "'\\x" + hex(bytes) + "'::bytea"; }

Site test_site() {
  static int count = 0;
  Site site;
  site.database_host = cluster();
  site.database_name = "bench_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  site.url = "https://lk.example.org";
  site.host_name = "lk.example.org";
  site.organisation = "МФК «Пример»";
  site.sms_url = "http://127.0.0.1:1/sys/send.php";
  site.sms_login = "test";
  site.sms_sender = "KABINET";
  site.payee = {"ООО «Пример»", "7700000016", "770101001", "40702810938000012345",
                "ПАО СБЕРБАНК", "044525225", "30101810400000000225"};
  site.points = {{"Терминал", "Вымышленск, ул. Первая, 1", "круглосуточно", "все"}};
  site.acquirer.card = "yookassa";
  site.acquirer.sbp = "yookassa";
  site.acquirer.yookassa_url = "http://127.0.0.1:1/bank/yookassa/v3";
  site.acquirer.yookassa_shop_id = "100500";
  site.acquirer.tbank_url = "http://127.0.0.1:1/bank/tbank/v2";
  site.acquirer.tbank_terminal_key = "1700000000001DEMO";
  site.acquirer.tbank_taxation = "osn";
  site.acquirer.tbank_tax = "none";
  site.terminal_network = "osmp";
  site.terminal_login = "terminal";
  return site;
}

}  // namespace

Person anna() {
  return {"", "C0000001", "Антонова", "Алёна", "Фёдоровна", "+79220000001", "clear blue water 7"};
}
Person boris() {
  return {"", "C0000002", "Борисов", "Борис", "Петрович", "+79940000002", "green iron garden 3"};
}
Person clara() { return {"", "C0000003", "Волкова", "Клара", "", "+79540000003", ""}; }

// One connection for a database, kept: each new one costs PostgreSQL a process and its caches,
// more than most statements here. Who comes while it is busy gets one of his own.
class Bench::Desk {
 public:
  explicit Desk(std::string database) : database_(std::move(database)) {}

  template <typename Work>
  auto with(Work work) {
    const std::unique_lock mine{mutex_, std::try_to_lock};
    if (!mine) return work(connect(database_, "kabinet_admin").get());
    if (!as_new()) kept_ = connect(database_, "kabinet_admin");
    return work(kept_.get());
  }
  std::string ask(const std::string& sql) {
    return with([&](PGconn* connection) {
      return cell(Result{PQexec(connection, sql.c_str()), &PQclear}.get());
    });
  }

 private:
  // false: somebody cut it off, as tests do.
  bool as_new() {
    const bool open = PQtransactionStatus(kept_.get()) > PQTRANS_IDLE;
    const Result result{PQexec(kept_.get(), open ? "rollback; reset all" : "reset all"), &PQclear};
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
  }

  std::string database_;
  std::mutex mutex_;
  Connection kept_{nullptr, &PQfinish};
};

std::string Bench::make_or_drop(const std::string& sql) {
  static Desk desk{"postgres"};
  return desk.ask(sql);
}

Bench::Bench() : site_(test_site()), vault_(Bytes{std::string(32, 'k')}) {
  make_or_drop("create database " + site_.database_name +
               " template kabinet_template strategy file_copy");
  desk_ = std::make_unique<Desk>(site_.database_name);
}

Bench::~Bench() {
  connections_.clear();
  desk_.reset();
  try {
    make_or_drop("drop database " + site_.database_name + " with (force)");
  } catch (const std::exception&) {  // a cluster that is going away takes its databases with it
  }
}

std::string Bench::admin(const std::string& sql) { return desk_->ask(sql); }

std::string Bench::broken_by(const std::string& role, const std::string& sql) {
  return desk_->with([&](PGconn* connection) -> std::string {
    const auto exec = [connection](const std::string& words) {
      return Result{PQexec(connection, words.c_str()), &PQclear};
    };
    cell(exec("set session authorization " + role).get());
    const Result result = exec(sql);
    cell(exec("reset session authorization").get());
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
    const char* constraint = PQresultErrorField(result.get(), PG_DIAG_CONSTRAINT_NAME);
    if (constraint != nullptr) return constraint;
    return PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  });
}

pg::Db& Bench::db(const std::string& role) {
  auto& connection = connections_[role];
  if (!connection) {
    connection = std::make_unique<pg::Db>("host='" + site_.database_host + "' dbname='" +
                                          site_.database_name + "' user='" + role + "'");
  }
  return *connection;
}

Person Bench::add(Person person) {
  person.id = admin("select gen_random_uuid()");
  const Bytes key = vault_.new_client_key(person.id);
  const auto sealed = [&](const char* column, const std::string& value) {
    if (value.empty()) return std::string{"null"};
    return bytea(vault_.seal(key, person.id, std::string{"client."} + column, value));
  };
  std::string password = "null";
  if (!person.password.empty()) {
    const std::string hash = password_hash(Secret{person.password});
    password = bytea(vault_.seal(key, person.id, "client.password", hash));
  }
  admin("insert into identity.client (id, login, password_sealed, dek_wrapped, last_name_sealed,"
        " first_name_sealed, middle_name_sealed, phone_sealed, phone_index, activated_at)"
        " values (" +
        literal(person.id) + "," + literal(person.login) + "," + password + "," + bytea(key) + "," +
        sealed("last_name", person.last_name) + "," + sealed("first_name", person.first_name) +
        "," + sealed("middle_name", person.middle_name) + "," + sealed("phone", person.phone) +
        "," + bytea(vault_.blind_index("phone", person.phone)) + "," +
        (person.password.empty() ? "null" : "now()") + ")");
  return person;
}

Browser Bench::browser() { return Browser{*this}; }

Browser Bench::signed_in(const Person& person, const std::string& level) {
  Browser browser{*this};
  const Secret token = new_token();
  const std::string text{token.reveal()};
  admin("insert into identity.session (token_hash, client_id, level, expires_at, network,"
        " user_agent) values (" +
        bytea(hash32(text)) + "," + literal(person.id) + "," + literal(level) +
        ", now() + interval '12 hours', '127.0.0.0/24', 'test')");
  browser.cookies["__Host-sid"] = text;
  browser.csrf = base64url(vault_.mac("csrf", hash32(text).data));
  return browser;
}

std::vector<std::string> Bench::sms_to(const std::string& phone) {
  std::vector<std::string> texts;
  const std::string all = admin(
      "select coalesce(json_agg(encode(sealed, 'hex') order by id desc), '[]') from queue.outbox"
      " where topic = 'sms' and sealed is not null");
  for (const auto& row : json::parse(all)) {
    const auto text = row.get<std::string>();
    Bytes sealed;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
      sealed.data += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    }
    const json sms = json::parse(vault_.open_for("outbox", sealed));
    if (sms.at("to") == phone) texts.push_back(sms.at("text"));
  }
  return texts;
}

}  // namespace kabinet::testing

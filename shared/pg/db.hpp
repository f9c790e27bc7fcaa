// The only door to PostgreSQL. C++ names functions of schema `api` and gives arguments; there is
// no SQL text outside this room. Statements are prepared at first use, context (auth.enter) and
// question travel in one pipeline: one round trip, one transaction.
#pragma once

#include "base/bytes.hpp"
#include "pg/rows.hpp"

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kabinet::pg {

// PostgreSQL refused: `constraint` is the name of the broken truth ("" if it is no constraint).
struct Violation : std::runtime_error {
  Violation(std::string sql_state, std::string constraint_name, const std::string& message)
      : std::runtime_error(message), state(std::move(sql_state)),
        constraint(std::move(constraint_name)) {}
  std::string state;
  std::string constraint;
};

// The database cannot be reached or is going away; the transaction did not or may not have
// happened. The runtime answers 503 with Retry-After.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// PostgreSQL ended the transaction for the sake of others at work beside it (40001 serialization
// failure, 40P01 deadlock): it surely did not happen, so that whatever it does may be run again.
struct Undone : Unavailable {
  using Unavailable::Unavailable;
};

// Proof of a session, sent before the question in the same transaction.
struct Context {
  Bytes token_hash;
  std::string level;
};

struct Wire;

class Db {
 public:
  // `conninfo` as libpq takes it. Connects at the first call and again after a loss.
  explicit Db(std::string conninfo);
  ~Db();
  Db(Db&&) noexcept;
  Db& operator=(Db&&) = delete;

  // Runs api.<function>(values…) in a transaction of its own. One that is Undone is run again with
  // short random pauses, at most ten times and for two seconds, and thrown only then. `repeatable`
  // says that a second run does no harm even if the first one happened, so that a connection lost
  // on the way may be made again once. Between begin() and commit() nothing is run again.
  Rows call(std::string_view function, const Values& values, bool repeatable = false);
  Rows call_as(const Context& who, std::string_view function, const Values& values,
               bool repeatable = false);

  // begin(), `work`, commit(); anything thrown rolls back, and Undone runs all of it again, as it
  // does a single call. So `work` leaves no trace outside the database before transact() returns.
  void transact(const std::function<void()>& work);

  // Several calls in one transaction, for who cannot do his work twice: after anything thrown
  // comes a rollback(), Undone included. Not nested.
  void begin();
  void commit();
  void rollback() noexcept;

  // COPY api's staging table FROM STDIN is import's need: rows of `text` format.
  void copy_in(std::string_view table, const std::string& lines);

  // Waits until a notice arrives on `channel` or `timeout_ms` is over; true if one arrived.
  void listen(std::string_view channel);
  bool wait_notice(int timeout_ms);

  // Opens the connection now, so that the first request does not pay for it.
  void connect();
  [[nodiscard]] int socket() const;

 private:
  Rows ask(const Context* who, std::string_view function, const Values& values, bool repeatable);

  std::unique_ptr<Wire> wire_;
};

}  // namespace kabinet::pg

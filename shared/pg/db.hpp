// The only door to PostgreSQL. C++ names functions of schema `api` and gives arguments; there is
// no SQL text outside this room. Statements are prepared at first use, context (auth.enter) and
// question travel in one pipeline: one round trip, one transaction.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::pg {

// One argument of a call: text in PostgreSQL's own form, bytes, or null.
class Value {
 public:
  Value(std::nullptr_t) {}
  Value(const char* text) : text_(text) {}
  Value(std::string text) : text_(std::move(text)) {}
  Value(std::string_view text) : text_(std::string{text}) {}
  Value(bool truth) : text_(truth ? "t" : "f") {}
  Value(int number) : text_(std::to_string(number)) {}
  Value(std::int64_t number) : text_(std::to_string(number)) {}
  Value(Bytes bytes) : text_(std::move(bytes.data)), binary_(true) {}
  template <typename T>
  Value(const std::optional<T>& maybe) {
    if (maybe) *this = Value{*maybe};
  }

  [[nodiscard]] const std::optional<std::string>& text() const { return text_; }
  [[nodiscard]] bool binary() const { return binary_; }

 private:
  std::optional<std::string> text_;
  bool binary_ = false;
};

using Values = std::vector<Value>;

// Rows of one answer, by column name. A null column is an empty optional. `at` and `need` throw
// Broken for an unknown column; `need` also for null.
class Rows {
 public:
  Rows(std::vector<std::string> columns,
       std::vector<std::vector<std::optional<std::string>>> cells)
      : columns_(std::move(columns)), cells_(std::move(cells)) {}

  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] bool empty() const { return cells_.empty(); }
  [[nodiscard]] const std::optional<std::string>& at(std::size_t row,
                                                     std::string_view column) const;
  [[nodiscard]] const std::string& need(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::int64_t integer(std::size_t row, std::string_view column) const;
  [[nodiscard]] bool truth(std::size_t row, std::string_view column) const;
  [[nodiscard]] Bytes bytes(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::optional<Bytes> maybe_bytes(std::size_t row, std::string_view column) const;
  // First column of the only row: what a function that returns json gives.
  [[nodiscard]] const std::string& scalar() const;

 private:
  [[nodiscard]] std::size_t index(std::string_view column) const;

  std::vector<std::string> columns_;
  std::vector<std::vector<std::optional<std::string>>> cells_;
};

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

// Proof of a session, sent before the question in the same transaction.
struct Context {
  Bytes token_hash;
  std::string level;
};

class Db {
 public:
  // `conninfo` as libpq takes it. Connects at the first call and again after a loss.
  explicit Db(std::string conninfo);
  ~Db();
  Db(Db&&) noexcept;
  Db& operator=(Db&&) = delete;

  // Runs api.<function>(values…) in a transaction of its own. `repeatable` says that a second
  // run does no harm, so that a connection lost on the way may be made again once.
  Rows call(std::string_view function, const Values& values, bool repeatable = false);
  Rows call_as(const Context& who, std::string_view function, const Values& values,
               bool repeatable = false);

  // Several calls in one transaction; anything thrown rolls back. Not nested.
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
  struct Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace kabinet::pg

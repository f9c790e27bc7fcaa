// The wire under the door (db.hpp): one libpq connection, prepared statements by function name, one
// pipeline a call. A call outside begin and commit is one implicit transaction: everything up to
// the pipeline's sync commits or fails together, the session's proof included. It tries nothing
// twice; that is the door's decision.
#pragma once

#include "pg/db.hpp"

#include <libpq-fe.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::pg {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

// What may stand in SQL text without quotes: names of functions, tables and channels.
[[nodiscard]] bool is_name(std::string_view text);

struct Wire {
  std::string conninfo;
  PGconn* connection = nullptr;
  std::set<std::string, std::less<>> prepared;
  std::vector<std::string> channels;
  bool in_transaction = false;

  explicit Wire(std::string how) : conninfo(std::move(how)) {}
  ~Wire() { drop(); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void drop() noexcept;
  void need_connection();
  // The connection is of no more use; whether the transaction happened is not known.
  [[noreturn]] void lost(const char* when);
  // Throws what an error of PostgreSQL means to the caller.
  [[noreturn]] void fail(const PGresult* result);
  // A statement without parameters, outside a pipeline.
  void run(const std::string& text);
  Rows exchange(const Context* who, std::string_view function, const Values& values);

 private:
  void send(const std::string& name, const std::string& text, const Values& values,
            std::vector<std::string>& preparing);
  // The next result of the pipeline; null marks the end of one statement's results.
  Result next() { return Result{PQgetResult(connection)}; }
  void take_end(Result& first_error);
};

}  // namespace kabinet::pg

// See wire.hpp. What PostgreSQL's error codes mean to a caller stands here and nowhere else.
#include "pg/wire.hpp"

#include "base/require.hpp"

#include <poll.h>

#include <algorithm>

namespace kabinet::pg {

namespace {

std::string call_text(std::string_view function, std::size_t count) {
  std::string text = "select * from api." + std::string{function} + "(";
  for (std::size_t i = 1; i <= count; ++i) text += (i > 1 ? ",$" : "$") + std::to_string(i);
  return text + ")";
}

std::string field_of(const PGresult* result, int field) {
  const char* text = PQresultErrorField(result, field);
  return text == nullptr ? std::string{} : std::string{text};
}

// serialization_failure and deadlock_detected: PostgreSQL rolled all of it back. Not the whole
// class 40: after 40003 nobody knows what happened.
bool surely_undone(const std::string& state) { return state == "40001" || state == "40P01"; }

// States in which the same call may succeed a moment later: connection, shutdown, resources,
// deadlock, serialization, lock and statement timeouts.
bool passes_by_itself(const std::string& state) {
  return state.starts_with("08") || state.starts_with("53") || state.starts_with("57P") ||
         state.starts_with("40") || state == "57014" || state == "55P03" || state == "25006";
}

Rows rows_of(const PGresult* result) {
  const int width = PQnfields(result);
  std::vector<std::string> columns;
  for (int c = 0; c < width; ++c) columns.emplace_back(PQfname(result, c));
  std::vector<std::vector<std::optional<std::string>>> cells;
  cells.reserve(static_cast<std::size_t>(PQntuples(result)));
  for (int r = 0; r < PQntuples(result); ++r) {
    auto& row = cells.emplace_back();
    row.reserve(columns.size());
    for (int c = 0; c < width; ++c) {
      if (PQgetisnull(result, r, c) != 0) {
        row.emplace_back(std::nullopt);
      } else {
        row.emplace_back(std::in_place, PQgetvalue(result, r, c),
                         static_cast<std::size_t>(PQgetlength(result, r, c)));
      }
    }
  }
  return {std::move(columns), std::move(cells)};
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void Wire::drop() noexcept {
  PQfinish(connection);
  connection = nullptr;
  prepared.clear();
  in_transaction = false;
}

// A database that restarted while we were idle closed our connection: notice it before a call
// is sent, while making a new connection still costs nobody anything.
void Wire::need_connection() {
  while (connection != nullptr && !in_transaction) {
    pollfd readable{PQsocket(connection), POLLIN, 0};
    if (poll(&readable, 1, 0) <= 0) break;
    if (PQconsumeInput(connection) == 0) drop();  // first comes its farewell, then the end
  }
  if (connection != nullptr && PQstatus(connection) == CONNECTION_OK) return;
  require(!in_transaction, "a transaction does not outlive its connection");
  drop();
  connection = PQconnectdb(conninfo.c_str());
  if (PQstatus(connection) != CONNECTION_OK) {
    const std::string why = PQerrorMessage(connection);
    drop();
    throw Unavailable{"connecting: " + why};
  }
  PQsetNoticeProcessor(connection, [](void*, const char*) {}, nullptr);
  for (const auto& channel : channels) run("listen " + channel);
}

void Wire::lost(const char* when) {
  const std::string why = PQerrorMessage(connection);
  drop();
  throw Unavailable{std::string{when} + ": " + why};
}

void Wire::fail(const PGresult* result) {
  const std::string state = field_of(result, PG_DIAG_SQLSTATE);
  const std::string message = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
  if (state.empty() || PQstatus(connection) != CONNECTION_OK) lost("answer");
  if (surely_undone(state)) throw Undone{state + " " + message};
  if (passes_by_itself(state)) {
    if (state.starts_with("57P")) drop();
    throw Unavailable{state + " " + message};  // these messages name no data
  }
  // The text of a data error may quote the data, so only errors of our own code are told whole.
  const bool ours = state.starts_with("42") || state.starts_with("XX") || state.starts_with("0A");
  const std::string constraint = field_of(result, PG_DIAG_CONSTRAINT_NAME);
  throw Violation{state, constraint, state + " " + (ours ? message : constraint)};
}

void Wire::run(const std::string& text) {
  const Result result{PQexec(connection, text.c_str())};
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get());
}

void Wire::send(const std::string& name, const std::string& text, const Values& values,
                std::vector<std::string>& preparing) {
  const int count = static_cast<int>(values.size());
  if (!prepared.contains(name)) {
    if (PQsendPrepare(connection, name.c_str(), text.c_str(), 0, nullptr) == 0) lost("prepare");
    preparing.push_back(name);
  } else {
    preparing.emplace_back();
  }
  std::vector<const char*> data;
  std::vector<int> lengths;
  std::vector<int> formats;
  for (const Value& value : values) {
    data.push_back(value.text() ? value.text()->c_str() : nullptr);
    lengths.push_back(value.text() ? static_cast<int>(value.text()->size()) : 0);
    formats.push_back(value.binary() ? 1 : 0);
  }
  if (PQsendQueryPrepared(connection, name.c_str(), count, data.data(), lengths.data(),
                          formats.data(), 0) == 0) {
    lost("send");
  }
}

// The transaction commits at the sync, so that a truth checked at commit, or a serialization
// failure found there, arrives after the rows: an error more, and then the end of the pipeline.
void Wire::take_end(Result& first_error) {
  for (int nulls = 0; nulls < 3;) {
    Result result = next();
    const auto status = PQresultStatus(result.get());
    if (!result) {
      ++nulls;
    } else if (status == PGRES_PIPELINE_SYNC) {
      if (PQexitPipelineMode(connection) == 0) lost("leaving the pipeline");
      return;
    } else if (status == PGRES_FATAL_ERROR && !first_error) {
      first_error = std::move(result);
    }
    if (PQstatus(connection) != CONNECTION_OK) break;
  }
  lost("end of answer");
}

Rows Wire::exchange(const Context* who, std::string_view function, const Values& values) {
  require(is_name(function), "an api function is named in snake_case");
  need_connection();
  if (PQenterPipelineMode(connection) == 0) lost("pipeline");
  std::vector<std::string> preparing;
  if (who != nullptr) {
    send("auth.enter", "select auth.enter($1,$2)", {who->token_hash, who->level}, preparing);
  }
  send(std::string{function}, call_text(function, values.size()), values, preparing);
  if (PQpipelineSync(connection) == 0) lost("sync");

  Result first_error;
  Result last;
  for (const std::string& name : preparing) {
    for (int part = name.empty() ? 1 : 0; part < 2; ++part) {
      Result result = next();
      if (!result || PQstatus(connection) != CONNECTION_OK) lost("answer");
      const auto status = PQresultStatus(result.get());
      if (status == PGRES_COMMAND_OK && part == 0) prepared.insert(name);
      if (status == PGRES_FATAL_ERROR && !first_error) first_error = std::move(result);
      if (part == 1) last = std::move(result);
      while (next()) {
      }
    }
  }
  take_end(first_error);
  if (first_error) fail(first_error.get());
  require(PQresultStatus(last.get()) == PGRES_TUPLES_OK, "a call answers with rows");
  return rows_of(last.get());
}

}  // namespace kabinet::pg

// The door: what is tried again and what is not, transactions, copies and notices. How a call
// travels is the wire's business.
#include "pg/db.hpp"

#include "base/require.hpp"
#include "pg/wire.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

namespace kabinet::pg {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int tries_max = 10;
constexpr std::chrono::seconds tries_time{2};

// Random, so that those who met do not meet again; longer each time, because many may have met.
void pause_before(int next_try) {
  thread_local std::minstd_rand chance{std::random_device{}()};
  const int longest_ms = std::min(200, 2 << next_try);
  const int pause_ms = std::uniform_int_distribution{1, longest_ms}(chance);
  std::this_thread::sleep_for(std::chrono::milliseconds{pause_ms});
}

// What PostgreSQL undid for the sake of others is done again here and not by every caller: it is
// nobody's fault, and a moment later it is nobody's business.
template <typename Once>
auto until_done(Once once) {
  const auto begun = Clock::now();
  for (int tries = 1;; ++tries) {
    try {
      return once();
    } catch (const Undone&) {
      if (tries == tries_max || Clock::now() - begun > tries_time) throw;
    }
    pause_before(tries + 1);
  }
}

template <typename Once>
Rows with_one_retry(bool allowed, Once once) {
  try {
    return once();
  } catch (const Undone&) {
    throw;  // had its tries, and on a good connection
  } catch (const Unavailable&) {
    if (!allowed) throw;
  }
  return once();
}

}  // namespace

Db::Db(std::string conninfo) : wire_(std::make_unique<Wire>(std::move(conninfo))) {}

Db::~Db() = default;
Db::Db(Db&&) noexcept = default;

void Db::connect() { wire_->need_connection(); }
int Db::socket() const {
  return wire_->connection == nullptr ? -1 : PQsocket(wire_->connection);
}

Rows Db::ask(const Context* who, std::string_view function, const Values& values,
             bool repeatable) {
  const auto once = [&] { return wire_->exchange(who, function, values); };
  if (wire_->in_transaction) return once();  // what came before it is undone, too
  return with_one_retry(repeatable, [&] { return until_done(once); });
}

Rows Db::call(std::string_view function, const Values& values, bool repeatable) {
  return ask(nullptr, function, values, repeatable);
}

Rows Db::call_as(const Context& who, std::string_view function, const Values& values,
                 bool repeatable) {
  return ask(&who, function, values, repeatable);
}

void Db::transact(const std::function<void()>& work) {
  until_done([&] {
    begin();
    try {
      work();
      commit();
    } catch (...) {
      rollback();
      throw;
    }
  });
}

void Db::begin() {
  require(!wire_->in_transaction, "transactions are not nested");
  wire_->need_connection();
  wire_->run("begin");
  wire_->in_transaction = true;
}

void Db::commit() {
  require(wire_->in_transaction, "there is a transaction to commit");
  wire_->in_transaction = false;
  wire_->run("commit");
}

void Db::rollback() noexcept {
  if (wire_->connection == nullptr) return;
  wire_->in_transaction = false;
  const Result done{PQexec(wire_->connection, "rollback")};
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) wire_->drop();
}

void Db::copy_in(std::string_view table, const std::string& lines) {
  require(is_name(table), "a staging table is named in snake_case");
  wire_->need_connection();
  const std::string text = "copy " + std::string{table} + " from stdin";
  const Result start{PQexec(wire_->connection, text.c_str())};
  if (PQresultStatus(start.get()) != PGRES_COPY_IN) wire_->fail(start.get());
  if (PQputCopyData(wire_->connection, lines.data(), static_cast<int>(lines.size())) != 1 ||
      PQputCopyEnd(wire_->connection, nullptr) != 1) {
    wire_->lost("copy");
  }
  while (const Result result{PQgetResult(wire_->connection)}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) wire_->fail(result.get());
  }
}

void Db::listen(std::string_view channel) {
  require(is_name(channel), "a channel is named in snake_case");
  wire_->channels.emplace_back(channel);
  if (wire_->connection != nullptr) wire_->run("listen " + std::string{channel});
  wire_->need_connection();
}

bool Db::wait_notice(int timeout_ms) {
  wire_->need_connection();
  const auto taken = [this] {
    bool any = false;
    while (PGnotify* notice = PQnotifies(wire_->connection)) {
      PQfreemem(notice);
      any = true;
    }
    return any;
  };
  if (taken()) return true;
  pollfd readable{PQsocket(wire_->connection), POLLIN, 0};
  if (poll(&readable, 1, timeout_ms) > 0 && PQconsumeInput(wire_->connection) == 0) {
    wire_->drop();
    throw Unavailable{"the connection was closed while waiting"};
  }
  return taken();
}

}  // namespace kabinet::pg

// What sessions do. Each asks again until it is answered, as a terminal or the settling worker
// does; only after a broken connection or a lost answer some give up, and then nobody knows.
#include "sessions.hpp"

#include "pg/db.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

namespace kabinet::hot {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{120};
constexpr std::size_t waiting_max = 30;  // before whoever makes work for others stops to
const std::vector<std::string> components{"principal", "interest", "fee", "penalty"};

void require_verdict(bool truth, const std::string& what) {
  if (!truth) throw std::runtime_error{"unexpected: " + what};
}

class Session {
 public:
  Session(Meeting& meeting, std::string_view role, std::uint64_t seed)
      : meeting_(meeting), db_(conninfo_of(meeting, role, meeting.isolation)),
        name_("s" + std::to_string(seed)), dice_(seed) {}

  bool pay_in();
  bool open_payment();
  bool settle();
  bool begin_refund();
  bool charge();

 private:
  std::int64_t up_to(std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>{1, most}(dice_);
  }
  bool one_in(std::int64_t turns) { return up_to(turns) == 1; }
  const Contract& any_contract() { return meeting_.contracts[dice_() % meeting_.contracts.size()]; }
  std::string new_key() { return name_ + "-" + std::to_string(++count_); }
  std::string new_id();

  template <typename Ask>
  std::optional<pg::Rows> insist(Ask ask);
  std::vector<Charge> new_batch();
  bool settle_refund(const Refund& refund);
  void note(const Payment& payment, const char* fate);
  void write(const std::string& kind, const std::string& key, const std::string& of,
             const std::string& component, std::int64_t kopecks, const char* fate) {
    meeting_.history.write(kind + "\t" + key + "\t" + of + "\t" + component + "\t" +
                           std::to_string(kopecks) + "\t" + fate);
  }

  Meeting& meeting_;
  pg::Db db_;
  std::string name_;
  std::mt19937_64 dice_;
  std::int64_t count_ = 0;
};

std::string Session::new_id() {
  static constexpr char digits[] = "0123456789abcdef";
  std::string id;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
    id += digits[dice_() % 16];
  }
  return id;
}

// Nothing: no answer was heard, and this session does not ask again. A cut connection seldom falls
// between a commit and its answer, so some answers are not listened to.
template <typename Ask>
std::optional<pg::Rows> Session::insist(Ask ask) {
  const auto begun = Clock::now();
  while (true) {
    try {
      pg::Rows said = ask();
      if (!one_in(15)) return said;
    } catch (const pg::Undone&) {
      ++meeting_.undone;
      if (Clock::now() - begun > patience) throw;
      continue;
    } catch (const pg::Unavailable&) {
      ++meeting_.cut;
      if (Clock::now() - begun > patience) throw;
    }
    if (one_in(2)) return std::nullopt;
  }
}

// The network's own number makes a repeat the same payment; one in ten is said twice at once.
bool Session::pay_in() {
  auto one = one_in(10) ? meeting_.pay_in.get() : std::nullopt;
  if (!one) one = PayIn{new_key(), any_contract().number, 100 + up_to(50000)};
  meeting_.pay_in.put(*one);
  const auto said = insist([&] {
    return db_.call("payment_post_terminal",
                    {"osmp", one->txn_id, one->contract, one->kopecks, "2026-03-01"});
  });
  if (said) {
    const std::string& verdict = said->need(0, "verdict");
    require_verdict(verdict == "ok" || verdict == "repeated", verdict);
  }
  write("terminal", one->txn_id, one->contract, "", one->kopecks, said ? "done" : "lost");
  return true;
}

// A payment of one to three contracts of one client, in any order, up to the acquirer's first
// answer. What is due in the ledger is not yet anything.
bool Session::open_payment() {
  if (meeting_.opened.size() > waiting_max) return false;
  std::vector<Contract> own;
  const std::size_t client = any_contract().client;
  for (const Contract& one : meeting_.contracts) {
    if (one.client == client) own.push_back(one);
  }
  std::shuffle(own.begin(), own.end(), dice_);
  own.resize(std::min<std::size_t>(own.size(), dice_() % 3 + 1));
  Payment made{new_id(), {}, 0, 0};
  std::string wishes;
  for (const Contract& one : own) {
    made.items.push_back({one.number, 100 + up_to(40000)});
    made.kopecks += made.items.back().kopecks;
    wishes += std::string{wishes.empty() ? "[" : ","} + "{\"contract_id\":\"" + one.id +
              "\",\"amount_kopecks\":" + std::to_string(made.items.back().kopecks) + "}";
  }
  made.left_kopecks = made.kopecks;
  const pg::Context who{Bytes{std::string(32, static_cast<char>('1' + client))}, "client"};
  const Bytes asked{std::string(32, 'x')};
  const auto opened = insist([&] {
    return db_.call_as(who, "payment_open",
                       {made.id, "card", "yookassa", asked, wishes + "]", "ru"});
  });
  if (opened) require_verdict(opened->need(0, "verdict") != "limited", "a payment is limited");
  const auto answered = !opened ? std::nullopt : insist([&] {
    return db_.call_as(who, "payment_record_created",
                       {made.id, "taken", "yk-" + made.id, nullptr, "redirect",
                        "https://pay.example/" + made.id, 3600});
  });
  write("open", made.id, "", "", made.kopecks, opened ? "done" : "lost");
  if (!answered) return true;
  meeting_.opened.put(made);
  if (one_in(3)) meeting_.opened.put(made);  // a notice and the clock: two ask at once
  return true;
}

void Session::note(const Payment& payment, const char* fate) {
  for (std::size_t i = 0; i < payment.items.size(); ++i) {
    const Item& item = payment.items[i];
    write("payment", payment.id + (i > 0 ? "/" + std::to_string(i + 1) : ""), item.contract, "",
          item.kopecks, fate);
  }
}

// The acquirer's word comes; sometimes it first says that the payment is dead, and is wrong.
bool Session::settle() {
  if (const auto refund = meeting_.refunds.take(dice_())) return settle_refund(*refund);
  const auto payment = meeting_.opened.take(dice_());
  if (!payment) return false;
  const bool dead = one_in(20);
  const auto said = insist([&] {
    return db_.call("payment_settle",
                    {payment->id, dead ? "dead" : "paid", "yk-" + payment->id, payment->kopecks,
                     "RUB", nullptr, nullptr, nullptr, nullptr});
  });
  if (dead) {
    meeting_.opened.put(*payment);
    return true;
  }
  if (said) require_verdict(said->scalar() == "succeeded", said->scalar());
  note(*payment, said ? "done" : "lost");
  if (said) meeting_.paid.put(*payment);
  return true;
}

bool Session::settle_refund(const Refund& refund) {
  const bool dead = one_in(10);
  const auto said = insist([&] {
    return db_.call("payment_settle_refund", {refund.id, dead ? "dead" : "done", "rf-" + refund.id,
                                              refund.kopecks, nullptr});
  });
  const bool given = !said || said->scalar() == "succeeded";
  if (said) require_verdict(given || said->scalar() == "canceled", said->scalar());
  if (given && !(dead && !said)) {
    write("refund", refund.id, refund.payment, "", refund.kopecks, said ? "done" : "lost");
  }
  return true;
}

// Two may refund the same payment at once, and what one believes is left is often stale.
bool Session::begin_refund() {
  if (meeting_.refunds.size() > waiting_max) return false;
  auto payment = one_in(4) ? meeting_.paid.get(dice_()) : meeting_.paid.take(dice_());
  if (!payment) return false;
  const Refund refund{new_id(), payment->id, up_to(payment->left_kopecks)};
  try {
    const auto said = insist([&] {
      return db_.call("payment_begin_refund",
                      {refund.id, payment->id, refund.kopecks, payment->left_kopecks, "clerk"});
    });
    if (!said) return true;
  } catch (const pg::Violation& no) {
    require_verdict(no.constraint == "refund_fits_what_is_left", no.what());
    ++meeting_.refused;
    return true;
  }
  meeting_.refunds.put(refund);
  if (one_in(3)) meeting_.refunds.put(refund);
  payment->left_kopecks -= refund.kopecks;
  if (payment->left_kopecks > 0) meeting_.paid.put(*payment);
  return true;
}

std::vector<Charge> Session::new_batch() {
  std::vector<Charge> batch;
  for (std::int64_t rows = up_to(4); rows > 0; --rows) {
    batch.push_back({new_key(), any_contract().number, components[dice_() % components.size()],
                     up_to(100000)});
  }
  return batch;
}

// One batch in three is another's, the other way round: the two wait for each other in a circle.
bool Session::charge() {
  auto batch = one_in(3) ? meeting_.batch.get() : std::nullopt;
  if (batch) {
    std::reverse(batch->begin(), batch->end());
  } else {
    batch = new_batch();
    meeting_.batch.put(*batch);
  }
  std::string rows;
  for (const Charge& one : *batch) {
    rows += std::string{rows.empty() ? "[" : ","} + "{\"row\":" +
            std::to_string(&one - batch->data() + 1) + ",\"operation_no\":\"" + one.operation_no +
            "\",\"contract\":\"" + one.contract + "\",\"posted_on\":\"2026-02-01\",\"kind\":" +
            "\"charge\",\"component\":\"" + one.component + "\",\"amount_kopecks\":" +
            std::to_string(one.kopecks) + "}";
  }
  const auto said = insist([&] {
    return db_.call("ledger_post_operations", {"registry", rows + "]"});
  });
  if (said) {
    const std::string& answer = said->scalar();
    require_verdict(answer.find("\"rows\":[]") != std::string::npos, answer);
  }
  for (const Charge& one : *batch) {
    write("charge", one.operation_no, one.contract, one.component, one.kopecks,
          said ? "done" : "lost");
  }
  return true;
}

}  // namespace

// Locks are waited for as long as a function's role does; a deadlock is found sooner than
// PostgreSQL would look for it, because here there are many. A space is escaped twice, for libpq
// and for the server.
std::string conninfo_of(const Meeting& meeting, std::string_view role,
                        std::string_view isolation) {
  std::string level;
  for (const char c : isolation) level += c == ' ' ? "\\\\ " : std::string(1, c);
  return meeting.where + " application_name=hot options='-c role=" + std::string{role} +
         " -c lock_timeout=2s -c deadlock_timeout=200ms -c default_transaction_isolation=" + level +
         "'";
}

void take_part(Meeting& meeting, Part part, std::uint64_t seed) {
  const auto [role, turn] = [&]() -> std::pair<std::string_view, bool (Session::*)()> {
    switch (part) {
      case Part::terminal: return {"fn_terminal", &Session::pay_in};
      case Part::payer: return {"fn_pay", &Session::open_payment};
      case Part::settler: return {"fn_settle", &Session::settle};
      case Part::importer: return {"fn_import", &Session::charge};
      default: return {"kabinet_admin", &Session::begin_refund};  // as infra/refund is
    }
  }();
  Session session{meeting, role, seed};
  while (meeting.left > 0) {
    if (!meeting.waits_for_look() && (session.*turn)()) {
      --meeting.left;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});  // nothing to do yet
    }
  }
}

}  // namespace kabinet::hot

// The stand-in bank: what happens to payments, whoever's protocol asked for them. The scenario a
// payment met at its creation says how it goes on; bank_yookassa and bank_tbank speak the
// protocols, bank_page shows the pages.
#pragma once

#include "bank_book.hpp"
#include "bank_clock.hpp"

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::sandbox {

struct Scenario {
  std::string_view name;
  std::string_view ru;
  std::string_view en;
};

// Every scenario with what it does, "success" first.
[[nodiscard]] const std::vector<Scenario>& scenarios();

class Bank {
 public:
  // How the world is told; an empty portal is told nothing, an empty secret accepts everybody.
  struct Settings {
    std::string portal;  // "http://127.0.0.1:8080"
    std::string yookassa_secret;
    std::string tbank_password;
  };

  // `stopping` ends ordered waits early.
  Bank(const std::string& folder, Settings settings, const std::atomic<bool>& stopping);

  // The next payments meet this scenario; false for a name that is none.
  bool order(const std::string& name, int times);
  [[nodiscard]] std::pair<std::string, int> ordered() const;
  [[nodiscard]] std::string next_scenario();

  // To be called when a payment was put into the book, before it is answered: waits as long as
  // the scenario says; false when the answer is to be a failure.
  bool begin(const Payment& payment);
  // What a payer does on the hosted page or in a bank's app; absent for an unknown id.
  std::optional<Payment> finish(const std::string& id);
  // The end of a payment that waits for one: "" is paid, else the reason why not.
  std::optional<Payment> end(const std::string& id, const std::string& reason);
  // The payer is asked for a code by the card's bank.
  std::optional<Payment> confirm(const std::string& id);
  void tell_of_refund(const Refund& refund);

  [[nodiscard]] Book& book() { return book_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }

 private:
  void tell(const Payment& payment);
  void send(const std::string& id, int tries);
  void forge(const Payment& payment);
  [[nodiscard]] bool post(const std::string& provider, const std::string& body);
  void wait(int ms) const;

  Settings settings_;
  const std::atomic<bool>& stopping_;
  Book book_;
  mutable std::mutex mutex_;
  std::string scenario_ = "success";
  int times_ = 0;
  Clock clock_;  // last: its threads use the rest
};

}  // namespace kabinet::sandbox

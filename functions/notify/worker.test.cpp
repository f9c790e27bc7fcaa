// The worker as a process of its own: woken, stopped, killed, robbed of its database.
#include "testing/bench.hpp"
#include "testing/site_file.hpp"
#include "testing/sms_sandbox.hpp"

#include "crypto/crypto.hpp"

#include <catch2/catch.hpp>

#include <poll.h>

#include <cstdlib>
#include <fstream>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

struct Office {
  Bench bench;
  SmsSandbox party{KABINET_BINARY_DIR "/bin/sandbox"};
  Folder folder;

  Office() {
    std::ofstream{folder / "key"} << std::string(32, 'k');  // the bench's
    std::filesystem::permissions(folder / "key", std::filesystem::perms{0600});
    std::ofstream{folder / "password"} << "secret\n";
    Site site = bench.site();
    site.keys_file = folder / "key";
    site.sms_url = party.url();
    site.sms_login = "kabinet";
    site.sms_password_file = folder / "password";
    site.publish_socket = "/nowhere.sock";
    std::ofstream{folder / "site.json"} << site_json(site).dump();
  }

  std::unique_ptr<Process> worker() {
    return std::make_unique<Process>(std::vector<std::string>{KABINET_BINARY_DIR "/bin/notify"},
                                     std::map<std::string, std::string>{
                                         {"KABINET_SITE", folder / "site.json"}});
  }

  void put(int number, const std::string& purpose = "schedule") {
    const std::string phone = "+7922" + std::to_string(1'000'000 + number);
    const json letter{{"to", phone}, {"text", "Сообщение " + std::to_string(number)}};
    bench.admin("select queue.put('sms', 'n-" + std::to_string(number) + "', '{\"purpose\":\"" +
                purpose + "\"}', '\\x" + hex(bench.vault().seal_for("outbox", letter.dump())) +
                "')");
  }

  int count(const std::string& truth) {
    return std::stoi(bench.admin("select count(*) from queue.outbox where " + truth));
  }
  // As if the leases and waits of all jobs were over.
  void hurry() {
    bench.admin("update queue.outbox set due_at = now() where done_at is null and dead_at is null");
  }
};

}  // namespace

TEST_CASE("a waiting worker sends what is put, and ends politely", "[notify]") {
  Office office;
  const auto worker = office.worker();
  office.put(1);
  CHECK(comes_true([&] { return office.count("delivery = 'accepted'") == 1; }));
  office.put(2);
  CHECK(comes_true([&] { return office.party.accepted() == 2; }, 3));
  CHECK(worker->stop() == 0);
  CHECK(worker->output().find("Сообщение") == std::string::npos);
  CHECK(worker->output().find("9221000001") == std::string::npos);
}

TEST_CASE("a worker killed between sending and writing it down sends nothing twice", "[notify]") {
  Office office;
  office.party.next("timeout");
  office.put(1);
  const auto worker = office.worker();
  REQUIRE(comes_true([&] { return office.party.accepted() == 1; }));
  worker->kill();
  CHECK(office.count("provider_id is null and tries = 1 and taken_until > now()") == 1);
  const auto heir = office.worker();
  office.hurry();
  CHECK(comes_true([&] { return office.count("provider_id is not null") == 1; }));
  CHECK(office.party.accepted() == 1);
}

TEST_CASE("a worker that is told to stop ends the message in its hand", "[notify]") {
  Office office;
  office.party.next("slow");
  office.put(1);
  const auto worker = office.worker();
  REQUIRE(comes_true([&] { return office.count("tries = 1") == 1; }));
  poll(nullptr, 0, 500);  // taken; now it is on its way to the party, who answers after 3 s
  CHECK(worker->stop() == 0);
  CHECK(office.count("delivery = 'accepted'") == 1);
}

TEST_CASE("a worker that loses the database meanwhile still writes down what it sent",
          "[notify]") {
  Office office;
  office.party.next("slow");
  office.put(1);
  const auto worker = office.worker();
  REQUIRE(comes_true([&] { return office.count("tries = 1") == 1; }));
  poll(nullptr, 0, 500);  // taken; now it is on its way to the party, who answers after 3 s
  office.bench.admin("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                     " where usename = 'fn_notify' and datname = current_database()");
  CHECK(comes_true([&] { return office.count("delivery = 'accepted'") == 1; }));
  office.put(2);
  CHECK(comes_true([&] { return office.party.accepted() == 2; }));
  CHECK(office.party.repeated() == 0);
}

TEST_CASE("several workers share the messages and send each once", "[notify]") {
  Office office;
  for (int n = 1; n <= 60; ++n) office.put(n);
  const auto one = office.worker();
  const auto two = office.worker();
  CHECK(comes_true([&] { return office.count("delivery is null") == 0; }, 30));
  CHECK(office.party.accepted() == 60);
  CHECK(office.party.repeated() == 0);
}

TEST_CASE("a dead letter leaves a line in the log", "[notify]") {
  Office office;
  office.party.next("error", 10);
  office.put(1);
  office.bench.admin("update queue.outbox set tries = 19");
  const auto worker = office.worker();
  worker->wait_for("dead letter: the provider answers 500");
  CHECK(office.count("dead_at is not null") == 1);
}

TEST_CASE("a message sealed for another place is put off and never sent", "[notify]") {
  Office office;
  office.bench.admin("select queue.put('sms', null, '{}', '\\x" +
                     hex(office.bench.vault().seal_for("elsewhere", "{}")) + "')");
  const auto worker = office.worker();
  worker->wait_for("job is put off");
  CHECK(office.party.accepted() == 0);
}

// KABINET_SIZE messages (150 if not said), workers killed again and again (security.md R7).
TEST_CASE("however often workers are killed, no message is lost and none is sent twice",
          "[notify][chaos]") {
  const char* given = std::getenv("KABINET_SIZE");
  const int size = given == nullptr ? 150 : std::stoi(given);
  Office office;
  for (int n = 1; n <= size; ++n) office.put(n);
  int kills = 0;
  while (office.count("provider_id is null") > 0 && kills < 20 * size) {
    {
      const auto one = office.worker();
      const auto two = office.worker();
      std::this_thread::sleep_for(std::chrono::milliseconds{150 + kills * 37 % 300});
    }
    kills += 2;
    // What was on the wire arrives; outside of tests a lease outlives it by far.
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    office.bench.admin("update queue.outbox set due_at = now() where provider_id is null");
  }
  WARN(size << " messages, " << kills << " workers killed");
  CHECK(office.count("provider_id is not null") == size);
  CHECK(office.count("dead_at is not null") == 0);
  CHECK(office.party.accepted() == size);
  CHECK(office.party.repeated() == 0);
}

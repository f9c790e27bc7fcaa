// What a worker does while nobody waits for it, seen by what the database was asked.
#include "runtime/worker.hpp"

#include "testing/bench.hpp"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

using namespace kabinet;
using testing::Bench;

namespace {

const Function& toy() {
  static const Function function = [] {
    Function made;
    made.name = "toy";
    made.manifest = R"({"name": "toy", "routes": {
      "GET /api/toy": {"auth": "client", "sql": "toy_list", "in": {}},
      "GET /api/toy/{id}": {"auth": "client", "sql": "toy_read", "in": {"id": "uuid"}},
      "GET /api/open": {"auth": "nobody", "sql": "toy_open", "in": {}},
      "POST /api/toy": {"auth": "client", "sql": "toy_write", "in": {}}}})";
    return made;
  }();
  return function;
}

// Functions that leave a trace which even a rollback keeps, and one that it takes away.
void make_toys(Bench& bench) {
  for (const std::string name : {"toy_list", "toy_read", "toy_open", "toy_write"}) {
    bench.admin("create sequence public." + name);
    bench.admin("create function api." + name + "() returns bigint language plpgsql as $$ begin "
                "create table public.trace_" + name + " (); "
                "return nextval('public." + name + "'); end $$");
  }
}

std::string asked(Bench& bench, const std::string& name) {
  return bench.admin("select is_called from public." + name);
}

// A listening socket, and whoever knocks there.
struct Door {
  std::string path = "/tmp/kabinet_warm_up_" + std::to_string(getpid()) + ".sock";
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  int guest = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  Door() {
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    unlink(path.c_str());
    REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(listener, 4) == 0);
  }
  ~Door() {
    close(guest);
    close(listener);
    unlink(path.c_str());
  }
  void knock() const {
    REQUIRE(connect(guest, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
};

}  // namespace

TEST_CASE("a worker asks its signed-in reads without input once, before it accepts", "[runtime]") {
  Bench bench;
  make_toys(bench);
  const Door door;
  Worker worker{toy(), Site{}, Vault{Bytes{std::string(32, 'k')}},
                std::move(bench.db("kabinet_admin"))};
  warm_up(worker, door.listener);
  CHECK(asked(bench, "toy_list") == "t");
  CHECK(asked(bench, "toy_read") == "f");
  CHECK(asked(bench, "toy_open") == "f");
  CHECK(asked(bench, "toy_write") == "f");
  // What they did is taken back, and the connection is free for requests.
  CHECK(worker.db.call("toy_list", {}).scalar() == "2");
}

TEST_CASE("a worker that somebody waits for asks nothing beforehand", "[runtime]") {
  Bench bench;
  make_toys(bench);
  const Door door;
  door.knock();
  Worker worker{toy(), Site{}, Vault{Bytes{std::string(32, 'k')}},
                std::move(bench.db("kabinet_admin"))};
  warm_up(worker, door.listener);
  CHECK(asked(bench, "toy_list") == "f");
}

// The mouths of an executable, each opened in this process and ended as the supervisor does it.
#include "runtime/serve.hpp"

#include "runtime/call.hpp"
#include "runtime/site.hpp"
#include "runtime/worker.hpp"
#include "testing/site_file.hpp"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <thread>

using namespace kabinet;

namespace {

std::atomic<int> turns{0};

const Function& toy() {
  static const Function function = [] {
    Function made;
    made.name = "toy";
    made.manifest = "{\"name\":\"toy\"}";
    made.routes = {
        {"GET", "/api/toy", "read", Level::nobody, {}, {},
         [](Call& call, Fields& fields) {
           fields.done();
           return ok("{\"host\":\"" + call.request().host + "\"}");
         }},
        {"POST", "/api/toy/{id}", "write", Level::nobody, {}, {},
         [](Call&, Fields& fields) {
           const auto id = fields.text("id");
           const auto word = fields.text("word");
           fields.done();
           return created("{\"id\":\"" + id + "\",\"word\":\"" + word + "\"}");
         }},
    };
    return made;
  }();
  return function;
}

const Function& ticker() {
  static const Function function = [] {
    Function made;
    made.name = "clock";
    made.manifest = "{}";
    made.every = std::chrono::seconds{1};
    made.tick = [](Call&, const Stopping&) -> std::int64_t {
      if (++turns == 1) throw std::runtime_error{"the first turn fails"};
      return 0;
    };
    return made;
  }();
  return function;
}

// The settings a process finds by KABINET_SITE, in files of this test's own.
class Settings {
 public:
  Settings() {
    std::ofstream{key} << std::string(32, 'k');
    Site settings;
    settings.database_host = "/nonexistent";
    settings.keys_file = key;
    settings.acquirer.card = "yookassa";
    settings.acquirer.sbp = "yookassa";
    std::ofstream{site} << testing::site_json(settings).dump();
    setenv("KABINET_SITE", site.c_str(), 1);
  }
  ~Settings() {
    unsetenv("KABINET_SITE");
    std::remove(key.c_str());
    std::remove(site.c_str());
  }

 private:
  std::string key = "/tmp/kabinet_serve_" + std::to_string(getpid()) + ".key";
  std::string site = "/tmp/kabinet_serve_" + std::to_string(getpid()) + ".json";
};

// serve() or serve_all() in a thread; stop() is SIGTERM and gives the exit code.
class Serving {
 public:
  explicit Serving(std::function<int()> body)
      : thread_([this, body = std::move(body)] { code_ = body(); }) {}
  ~Serving() {
    if (thread_.joinable()) stop();
  }
  int stop() {
    kill(getpid(), SIGTERM);
    thread_.join();
    return code_;
  }

 private:
  StopSignal blocked_;  // SIGTERM must not end the test itself
  Settings settings_;
  int code_ = -1;
  std::thread thread_;
};

int serve_with(const Function& function, std::vector<std::string> words) {
  words.insert(words.begin(), "toy");
  std::vector<char*> raw;
  for (auto& word : words) raw.push_back(word.data());
  return serve(function, static_cast<int>(raw.size()), raw.data());
}

int connected(const sockaddr* address, socklen_t size) {
  for (int turn = 0; turn < 200; ++turn) {
    const int one = socket(address->sa_family, SOCK_STREAM, 0);
    if (connect(one, address, size) == 0) return one;
    close(one);
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return -1;
}

std::string http(int port, const std::string& text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int one = connected(reinterpret_cast<const sockaddr*>(&address), sizeof address);
  REQUIRE(one >= 0);
  REQUIRE(write(one, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  std::string heard;
  char part[4096];
  for (ssize_t got = 0; (got = read(one, part, sizeof part)) > 0;) {
    heard.append(part, static_cast<std::size_t>(got));
  }
  close(one);
  return heard;
}

const std::string get_toy =
    "GET /api/toy HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";

int free_port() {
  const int one = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(bind(one, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  getsockname(one, reinterpret_cast<sockaddr*>(&address), &size);
  close(one);
  return ntohs(address.sin_port);
}

}  // namespace

TEST_CASE("the shim answers over HTTP as FastCGI does", "[runtime]") {
  const int port = free_port();
  Serving serving{[port] { return serve_with(toy(), {"--http", std::to_string(port)}); }};
  const std::string read = http(port, get_toy);
  CHECK(read.starts_with("HTTP/1.1 200"));
  CHECK(read.ends_with("{\"host\":\"here\"}"));
  const std::string body = R"({"word":"hello"})";
  const std::string written =
      http(port, "POST /api/toy/7 HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                 "Connection: close\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\n\r\n" + body);
  CHECK(written.starts_with("HTTP/1.1 201"));
  CHECK(written.ends_with(R"({"id":"7","word":"hello"})"));
  CHECK(http(port, "GET /nothing HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            .starts_with("HTTP/1.1 404"));
  CHECK(serving.stop() == 0);
}

TEST_CASE("a taken port is told, and all functions may share one", "[runtime]") {
  const int port = free_port();
  const std::string text = std::to_string(port);
  Serving serving{[&] {
    std::string name = "shim";
    std::string mouth = "--http";
    std::string where = text;
    char* words[] = {name.data(), mouth.data(), where.data()};
    return serve_all({&toy(), &ticker()}, 3, words);
  }};
  CHECK(http(port, get_toy).starts_with("HTTP/1.1 200"));
  CHECK(serve_with(toy(), {"--http", text}) == 1);
  CHECK(serve_with(toy(), {"--http", "none"}) == 1);
  CHECK(serving.stop() == 0);
  char name[] = "shim";
  char* bare[] = {name};
  CHECK(serve_all({&toy()}, 1, bare) == 2);
}

TEST_CASE("a container's worker makes its own socket", "[runtime]") {
  const std::string path = "/tmp/kabinet_serve_" + std::to_string(getpid()) + ".sock";
  Serving serving{[&] { return serve_with(toy(), {"--listen", path}); }};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int one = connected(reinterpret_cast<const sockaddr*>(&address), sizeof address);
  REQUIRE(one >= 0);
  struct stat about {};
  CHECK((stat(path.c_str(), &about) == 0 && (about.st_mode & 0777) == 0660));
  close(one);
  CHECK(serving.stop() == 0);
  CHECK(serve_with(toy(), {"--listen", "/tmp/" + std::string(200, 'x')}) == 1);
  unlink(path.c_str());
}

TEST_CASE("a timer goes on after a turn that failed", "[runtime]") {
  turns = 0;
  Serving serving{[] { return serve_with(ticker(), {}); }};
  for (int turn = 0; turn < 200 && turns < 2; ++turn) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  CHECK(turns >= 2);
  CHECK(serving.stop() == 0);
}

TEST_CASE("an executable says what it is", "[runtime]") {
  const auto run = [](std::vector<const char*> words) {
    words.insert(words.begin(), "toy");
    return serve(toy(), static_cast<int>(words.size()), const_cast<char**>(words.data()));
  };
  CHECK(run({"--manifest"}) == 0);
  CHECK(run({"--version"}) == 0);
  CHECK(run({"--nonsense"}) == 2);
  CHECK(run({"--http"}) == 2);
}

TEST_CASE("a worker without its settings ends with a sentence, not with a crash", "[runtime]") {
  unsetenv("KABINET_SITE");
  char name[] = "toy";
  char* words[] = {name};
  CHECK(serve(toy(), 1, words) == 1);
  setenv("KABINET_SITE", "/nonexistent.json", 1);
  CHECK(serve(toy(), 1, words) == 1);
  unsetenv("KABINET_SITE");
}

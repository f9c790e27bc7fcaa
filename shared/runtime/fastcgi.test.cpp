// The FastCGI mouth, spoken to over a real unix socket in the protocol's own records.
#include "runtime/call.hpp"
#include "runtime/worker.hpp"

#include "runtime/call.hpp"

#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <thread>

using namespace kabinet;

namespace {

using Params = std::vector<std::pair<std::string, std::string>>;

std::string record(unsigned char type, const std::string& content) {
  std::string out{'\x01', static_cast<char>(type), '\0', '\x01'};
  out += static_cast<char>(content.size() >> 8);
  out += static_cast<char>(content.size() & 0xFF);
  out += std::string(2, '\0');
  return out + content;
}

std::string request_bytes(const Params& params, const std::string& body, bool keep) {
  std::string named;
  for (const auto& [name, value] : params) {
    named += static_cast<char>(name.size());
    named += static_cast<char>(value.size());
    named += name + value;
  }
  const std::string begin{'\0', '\1', keep ? '\1' : '\0', '\0', '\0', '\0', '\0', '\0'};
  std::string out = record(1, begin) + record(4, named) + record(4, "");
  if (!body.empty()) out += record(5, body);
  return out + record(5, "");
}

Params post(const std::string& path, const std::string& body) {
  return {{"REQUEST_METHOD", "POST"}, {"SCRIPT_NAME", path}, {"CONTENT_TYPE", "application/json"},
          {"CONTENT_LENGTH", std::to_string(body.size())}, {"REQUEST_ID", "ref"}};
}

Params get(const std::string& path, const char* method = "GET") {
  return {{"REQUEST_METHOD", method}, {"SCRIPT_NAME", path}, {"REQUEST_ID", "ref"}};
}

const Function& toy() {
  static const Function function = [] {
    Function made;
    made.name = "toy";
    made.manifest = "{\"name\":\"toy\"}";
    made.body_limit = 50;
    made.routes = {
        {"GET", "/api/toy", "read", Level::nobody, {}, {},
         [](Call&, Fields& fields) { fields.done(); return ok("{\"toy\":1}"); }},
        {"GET", "/api/toy/waited", "wait", Level::nobody, {}, {},
         [](Call& call, Fields& fields) {
           fields.done();
           return ok(std::to_string(call.request().waited_ms));
         }},
        {"POST", "/api/toy", "write", Level::nobody, {}, {},
         [](Call&, Fields& fields) {
           const auto word = fields.text("word");
           fields.done();
           return word == "gone" ? gone() : created("{\"word\":\"" + word + "\"}");
         }},
        {"GET", "/terminal", "pay_in", Level::machine, {}, {},
         [](Call& call, Fields&) { return ok(call.request().authorization); }},
    };
    return made;
  }();
  return function;
}

// A worker in a thread of this process, ended by SIGTERM as the supervisor does it.
class Running {
 public:
  Running() : path_("/tmp/kabinet_fastcgi_" + std::to_string(getpid()) + ".sock") {
    address_.sun_family = AF_UNIX;
    std::memcpy(address_.sun_path, path_.c_str(), path_.size() + 1);
    unlink(path_.c_str());
    listener_ = socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address_), sizeof address_) == 0);
    REQUIRE(listen(listener_, 16) == 0);
    thread_ = std::thread{[this] { code_ = run_fastcgi(worker_, stop_, listener_); }};
  }
  ~Running() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    kill(getpid(), SIGTERM);
    thread_.join();
    close(listener_);
    unlink(path_.c_str());
    CHECK(code_ == 0);
  }

  int connected() const {
    const int one = socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(connect(one, reinterpret_cast<const sockaddr*>(&address_), sizeof address_) == 0);
    const timeval limit{8, 0};
    setsockopt(one, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return one;
  }

 private:
  std::string path_;
  sockaddr_un address_{};
  int listener_ = -1;
  int code_ = -1;
  StopSignal stop_;
  Worker worker_{toy(), Site{}, Vault{Bytes{std::string(32, 'k')}},
                 pg::Db{"host=/nonexistent dbname=none"}};
  std::thread thread_;
};

void say(int socket, const std::string& bytes) {
  REQUIRE(write(socket, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
}

// The standard output of one request; empty if the connection ended first.
std::string heard(int socket) {
  std::string out;
  for (;;) {
    unsigned char head[8];
    if (recv(socket, head, 8, MSG_WAITALL) != 8) return out;
    std::string content(static_cast<std::size_t>(head[4] << 8 | head[5]) + head[6], '\0');
    if (!content.empty()) recv(socket, content.data(), content.size(), MSG_WAITALL);
    if (head[1] == 6) out += content.substr(0, content.size() - head[6]);
    if (head[1] == 3) return out;
  }
}

}  // namespace

TEST_CASE("one kept connection carries many requests", "[runtime]") {
  Running worker;
  const int socket = worker.connected();
  for (int i = 0; i < 5; ++i) {
    say(socket, request_bytes(get("/api/toy"), "", true));
    const std::string answer = heard(socket);
    CHECK(answer.starts_with("Status: 200\r\nContent-Type: application/json; charset=utf-8\r\n"));
    CHECK(answer.ends_with("\r\n\r\n{\"toy\":1}"));
  }
  close(socket);
}

TEST_CASE("a machine's proof in the Authorization header arrives", "[runtime]") {
  Running worker;
  const int socket = worker.connected();
  Params params = get("/terminal");
  params.emplace_back("HTTP_AUTHORIZATION", "Basic dGVybWluYWw6eA==");
  say(socket, request_bytes(params, "", true));
  CHECK(heard(socket).ends_with("\r\n\r\nBasic dGVybWluYWw6eA=="));
  // A network's GET moves money; whoever only looks at its head must not.
  say(socket, request_bytes(get("/terminal", "HEAD"), "", true));
  CHECK(heard(socket).starts_with("Status: 405"));
  close(socket);
}

TEST_CASE("an idle kept connection does not keep others waiting", "[runtime]") {
  Running worker;
  const int idle = worker.connected();
  say(idle, request_bytes(get("/api/toy"), "", true));
  REQUIRE_FALSE(heard(idle).empty());
  const int other = worker.connected();
  say(other, request_bytes(get("/api/toy"), "", false));
  CHECK(heard(other).starts_with("Status: 200"));
  say(idle, request_bytes(get("/api/toy"), "", true));
  CHECK(heard(idle).starts_with("Status: 200"));
  close(idle);
  close(other);
}

TEST_CASE("a request knows how long it waited, if the clocks agree", "[runtime]") {
  Running worker;
  const auto waited = [&](double ago_s) {
    const int socket = worker.connected();
    const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
    Params params = get("/api/toy/waited");
    params.emplace_back("REQUEST_SENT", std::to_string(now.count() - ago_s));
    say(socket, request_bytes(params, "", false));
    const std::string said = heard(socket);
    close(socket);
    return std::stoll(said.substr(said.rfind('\n') + 1));
  };
  const auto some = waited(2.5);
  CHECK(some >= 2500);
  CHECK(some < 10'000);
  CHECK(waited(-5) == 0);
  CHECK(waited(3600) == 0);
}

TEST_CASE("bodies arrive, and a body over the limit is read away and refused", "[runtime]") {
  Running worker;
  const int socket = worker.connected();
  const std::string small = R"({"word":"hello"})";
  const std::string large(3000, ' ');
  say(socket, request_bytes(post("/api/toy", small), small, true));
  CHECK(heard(socket).starts_with("Status: 201"));
  say(socket, request_bytes(post("/api/toy", large), large, true));
  CHECK(heard(socket).starts_with("Status: 413"));
  say(socket, request_bytes(post("/api/toy", small), small, true));
  CHECK(heard(socket).starts_with("Status: 201"));
  close(socket);
}

TEST_CASE("204 has no body and HEAD has no body but its length", "[runtime]") {
  Running worker;
  const int socket = worker.connected();
  const std::string body = R"({"word":"gone"})";
  say(socket, request_bytes(post("/api/toy", body), body, true));
  const std::string none = heard(socket);
  CHECK(none.starts_with("Status: 204"));
  CHECK(none.find("Content-Length") == std::string::npos);
  say(socket, request_bytes(get("/api/toy", "HEAD"), "", true));
  const std::string head = heard(socket);
  CHECK(head.find("Content-Length: 9\r\n") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
  close(socket);
}

TEST_CASE("a request that stops half-way frees the worker in seconds", "[runtime]") {
  Running worker;
  const int half = worker.connected();
  say(half, request_bytes(get("/api/toy"), "", true).substr(0, 20));
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  const int other = worker.connected();
  say(other, request_bytes(get("/api/toy"), "", false));
  CHECK(heard(other).starts_with("Status: 200"));
  close(half);
  close(other);
}

TEST_CASE("a stopping worker answers whoever it has accepted", "[runtime]") {
  Running worker;
  const int fresh = worker.connected();
  std::this_thread::sleep_for(std::chrono::milliseconds{50});  // accepted, nothing said yet
  std::thread late{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    say(fresh, request_bytes(get("/api/toy"), "", false));
  }};
  worker.stop();
  late.join();
  CHECK(heard(fresh).starts_with("Status: 200"));
  close(fresh);
}

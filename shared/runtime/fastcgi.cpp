// FastCGI through libfcgi, in the one shape that keeps tails short (docs/decisions/0004): one
// thread, one epoll over the listening socket and all kept connections, one request at a time. A
// worker is never asleep inside an idle connection while another one waits. libfcgi reads only a
// connection that has something to say, and never longer than the socket's time-out.
#include "runtime/answer.hpp"
#include "runtime/worker.hpp"

#include "base/require.hpp"
#include "log/log.hpp"

#include <fcgiapp.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>

namespace kabinet {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds longest_read{5};
constexpr std::chrono::seconds longest_write{10};

struct Connection {
  FCGX_Request request{};
  bool served = false;  // had at least one answer, so that closing it while idle is fair
};

std::string param(const FCGX_Request& request, const char* name) {
  const char* value = FCGX_GetParam(name, request.envp);
  return value == nullptr ? std::string{} : std::string{value};
}

// Since nginx sent it, by its "1764005749.372"; 0 where clocks differ or nobody said.
std::int64_t waited_since(const std::string& sent) {
  double seconds = 0;
  std::from_chars(sent.data(), sent.data() + sent.size(), seconds);
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  const double waited = now.count() - seconds;
  return waited > 0 && waited < 60 ? std::llround(waited * 1000) : 0;
}

// Reads the whole body, so that the connection can carry the next request; keeps at most one byte
// more than the limit, which is enough to refuse it.
std::string body_of(FCGX_Request& request, std::size_t limit) {
  std::string body;
  char part[16 * 1024];
  for (int got = 0; (got = FCGX_GetStr(part, sizeof part, request.in)) > 0;) {
    const std::size_t room = limit + 1 - std::min(limit + 1, body.size());
    body.append(part, std::min(room, static_cast<std::size_t>(got)));
  }
  return body;
}

Request request_of(FCGX_Request& request, std::size_t body_limit) {
  return {.method = param(request, "REQUEST_METHOD"),
          .path = param(request, "SCRIPT_NAME"),
          .query = param(request, "QUERY_STRING"),
          .body = body_of(request, body_limit),
          .content_type = param(request, "CONTENT_TYPE"),
          .cookie = param(request, "HTTP_COOKIE"),
          .origin = param(request, "HTTP_ORIGIN"),
          .fetch_site = param(request, "HTTP_SEC_FETCH_SITE"),
          .csrf = param(request, "HTTP_X_CSRF"),
          .host = param(request, "HTTP_HOST"),
          .scheme = param(request, "REQUEST_SCHEME"),
          .remote_address = param(request, "REMOTE_ADDR"),
          .user_agent = param(request, "HTTP_USER_AGENT"),
          .accept_language = param(request, "HTTP_ACCEPT_LANGUAGE"),
          .authorization = param(request, "HTTP_AUTHORIZATION"),
          .id = param(request, "REQUEST_ID"),
          .waited_ms = waited_since(param(request, "REQUEST_SENT"))};
}

std::string bytes_of(const Reply& reply, bool head_only) {
  std::string out = "Status: " + std::to_string(reply.status) + "\r\n";
  if (!reply.content_type.empty()) {
    out += "Content-Type: " + reply.content_type;
    if (reply.content_type.ends_with("json")) out += "; charset=utf-8";
    out += "\r\n";
  }
  for (const auto& [name, value] : reply.headers) out += name + ": " + value + "\r\n";
  if (reply.status != 204) out += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
  out += "\r\n";
  if (!head_only) out += reply.body;
  return out;
}

class Server {
 public:
  Server(Worker& worker, StopSignal& stop, int listener)
      : worker_(worker), stop_(stop), listener_(listener), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    require(epoll_ >= 0, "there is a descriptor for epoll");
    fcntl(listener_, F_SETFL, fcntl(listener_, F_GETFL) | O_NONBLOCK);
    watch(listener_, EPOLLIN | EPOLLEXCLUSIVE);
    watch(stop_.descriptor(), EPOLLIN);
  }

  ~Server() { close(epoll_); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void run() {
    while (!stop_.arrived()) turn(-1);
    drain();
  }

 private:
  void watch(int descriptor, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    require(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll takes a descriptor");
  }

  bool turn(int timeout_ms) {
    epoll_event event{};
    if (epoll_wait(epoll_, &event, 1, timeout_ms) != 1) return false;
    if (event.data.fd == listener_) {
      accept_one();
    } else if (event.data.fd != stop_.descriptor()) {
      serve_one(event.data.fd);
    }
    return true;
  }

  void accept_one() {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;  // another worker was quicker, or the caller is gone
    const timeval read_limit{longest_read.count(), 0};
    const timeval write_limit{longest_write.count(), 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &read_limit, sizeof read_limit);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &write_limit, sizeof write_limit);
    auto connection = std::make_unique<Connection>();
    // Without a listener of its own libfcgi cannot accept behind epoll's back when this one ends.
    FCGX_InitRequest(&connection->request, -1, FCGI_FAIL_ACCEPT_ON_INTR);
    // As if a request had just ended on this connection: libfcgi goes on reading here.
    connection->request.ipcFd = socket;
    connection->request.keepConnection = 1;
    connections_.emplace(socket, std::move(connection));
    watch(socket, EPOLLIN);
  }

  void serve_one(int socket) {
    const auto it = connections_.find(socket);
    if (it == connections_.end()) return;
    Connection& connection = *it->second;
    char byte = 0;
    if (recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) return forget(it);
    if (FCGX_Accept_r(&connection.request) != 0) {  // libfcgi has closed it
      connections_.erase(it);
      return;
    }
    // Cut off or too slow while it told its params: nobody is there to be answered.
    if (param(connection.request, "REQUEST_METHOD").empty()) return forget(it);
    const Request request = request_of(connection.request, worker_.function.body_limit);
    if (FCGX_GetError(connection.request.in) != 0) return forget(it);
    const Reply reply =
        answer(worker_.function, worker_.db, request, worker_.site, worker_.vault);
    const std::string bytes = bytes_of(reply, request.method == "HEAD");
    FCGX_PutStr(bytes.data(), static_cast<int>(bytes.size()), connection.request.out);
    FCGX_Finish_r(&connection.request);
    connection.served = true;
    if (connection.request.ipcFd < 0) connections_.erase(it);  // nginx did not keep it
  }

  using Place = std::map<int, std::unique_ptr<Connection>>::iterator;

  void forget(Place it) {
    FCGX_Free(&it->second->request, 1);
    connections_.erase(it);
  }

  // No new connections; whoever was accepted is answered once, then all is closed.
  void drain() {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, listener_, nullptr);
    epoll_ctl(epoll_, EPOLL_CTL_DEL, stop_.descriptor(), nullptr);
    const auto end = Clock::now() + longest_read;
    while (Clock::now() < end) {
      if (turn(0)) continue;
      bool waiting = false;
      for (const auto& [socket, connection] : connections_) waiting |= !connection->served;
      if (!waiting) break;
      turn(10);
    }
    while (!connections_.empty()) forget(connections_.begin());
  }

  Worker& worker_;
  StopSignal& stop_;
  int listener_;
  int epoll_;
  std::map<int, std::unique_ptr<Connection>> connections_;
};

}  // namespace

int run_fastcgi(Worker& worker, StopSignal& stop, int listener) {
  if (FCGX_Init() != 0) {
    log_trouble("libfcgi does not start", "");
    return 1;
  }
  try {
    warm_up(worker, listener);
  } catch (const pg::Unavailable& trouble) {
    log_trouble(trouble.what(), "");  // requests will say 503 until the database is back
  }
  Server{worker, stop, listener}.run();
  return 0;
}

}  // namespace kabinet

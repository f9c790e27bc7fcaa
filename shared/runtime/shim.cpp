// The developer's mouth: the same answer() over plain HTTP on 127.0.0.1, one request at a time.
// The only file that includes cpp-httplib; release builds are made without it (security.md S8).
#include "runtime/answer.hpp"
#include "runtime/worker.hpp"

#include "crypto/crypto.hpp"

#include <cstdio>

#if KABINET_SHIM
#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <thread>
#endif

namespace kabinet {

#if KABINET_SHIM

namespace {

std::string query_of(const std::string& target) {
  const auto mark = target.find('?');
  return mark == std::string::npos ? std::string{} : target.substr(mark + 1);
}

Request request_of(const httplib::Request& http) {
  return {.method = http.method,
          .path = http.path,
          .query = query_of(http.target),
          .body = http.body,
          .content_type = http.get_header_value("Content-Type"),
          .cookie = http.get_header_value("Cookie"),
          .origin = http.get_header_value("Origin"),
          .fetch_site = http.get_header_value("Sec-Fetch-Site"),
          .csrf = http.get_header_value("X-CSRF"),
          .host = http.get_header_value("Host"),
          .scheme = "http",
          .remote_address = http.remote_addr,
          .user_agent = http.get_header_value("User-Agent"),
          .accept_language = http.get_header_value("Accept-Language"),
          .authorization = http.get_header_value("Authorization"),
          .id = hex(random_bytes(16))};
}

bool knows_path(const Function& function, const std::string& path) {
  for (const Route& route : function.routes) {
    std::string_view pattern = route.pattern;
    const std::string_view fixed = pattern.substr(0, pattern.find('{'));
    if (pattern == path || (fixed != pattern && path.starts_with(fixed))) return true;
  }
  return false;
}

}  // namespace

int run_shim(const std::vector<Worker*>& workers, StopSignal& stop, int port) {
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(1); };
  const auto handle = [&workers](const httplib::Request& http, httplib::Response& out) {
    const Request request = request_of(http);
    Worker* chosen = workers.front();
    Reply reply;
    for (Worker* worker : workers) {
      chosen = worker;
      if (!knows_path(worker->function, request.path)) continue;
      reply = answer(worker->function, worker->db, request, worker->site, worker->vault);
      if (reply.status != 404 && reply.status != 405) break;
    }
    if (reply.body.empty() && reply.headers.empty()) {
      reply = answer(chosen->function, chosen->db, request, chosen->site, chosen->vault);
    }
    out.status = reply.status;
    for (const auto& [name, value] : reply.headers) out.headers.emplace(name, value);
    if (!reply.content_type.empty()) out.set_content(reply.body, reply.content_type);
  };
  server.Get(".*", handle).Post(".*", handle).Put(".*", handle).Patch(".*", handle);
  server.Delete(".*", handle);
  // Without SO_REUSEPORT, which httplib sets by itself: two shims must not share a port unseen.
  server.set_socket_options([](auto socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  std::atomic<bool> ended{false};
  std::thread waiter{[&] {
    while (!ended && !stop.arrived(200)) {
    }
    server.stop();
  }};
  std::printf("http://127.0.0.1:%d\n", port);
  std::fflush(stdout);
  const bool listened = server.listen("127.0.0.1", port);
  ended = true;
  waiter.join();
  if (listened) return 0;
  std::fprintf(stderr, "port %d is taken; choose another\n", port);
  return 1;
}

#else

int run_shim(const std::vector<Worker*>&, StopSignal&, int) {
  std::fputs("this is a release build; --http is in the dev preset (cmake --preset dev)\n", stderr);
  return 2;
}

#endif

}  // namespace kabinet

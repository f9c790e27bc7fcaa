// Counts what a program says to its database, its acquirer and its caller, and what it hears, and
// cuts it off at one of these boundaries the way a power cut does. Preloaded by run. From the end
// of one call to the start of the next nothing of the outside world changes, so that this is one
// boundary: n calls have n + 1.
//   FAILPOINT_LOG    one line of equal length for each boundary, in the order they were met by the
//                    program and whatever it started: its length is the count
//   FAILPOINT        the line at which the whole process group gets SIGKILL; 0: never
//   FAILPOINT_SINCE  "epoll_wait": what a worker does before it first waits for requests does not
//                    count
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

struct pg_conn;
struct pg_result;

namespace {

constexpr std::size_t width = 32;

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

long wanted() {
  const std::string text = setting("FAILPOINT");
  long number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::atomic<bool>& counting() {
  static std::atomic<bool> now{setting("FAILPOINT_SINCE").empty()};
  return now;
}

int log_file() {
  static const int file = open(setting("FAILPOINT_LOG").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  return file;
}

// Appending moves the descriptor to the end of this very line, so several processes have one count.
void boundary(std::string_view when, std::string_view call) {
  if (!counting() || log_file() < 0) return;
  const int error = errno;
  std::string line{when};
  line.append(" ").append(call).resize(width - 1, ' ');
  line += '\n';
  if (write(log_file(), line.data(), width) != static_cast<ssize_t>(width)) abort();
  if (lseek(log_file(), 0, SEEK_CUR) / static_cast<off_t>(width) == wanted()) {
    kill(0, SIGKILL);
    for (;;) pause();
  }
  errno = error;
}

// The boundary in front of everything.
void beginning(const char* call) {
  struct stat about {};
  if (fstat(log_file(), &about) == 0 && about.st_size == 0) boundary("before", call);
}

template <typename Call>
Call* next(const char* name) {
  return reinterpret_cast<Call*>(dlsym(RTLD_NEXT, name));
}

// The database and nginx are reached over unix sockets; whatever is beyond a port is the acquirer.
bool is_outside(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  return getpeername(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 &&
         (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

}  // namespace

#define SAYS(name, parameters, arguments)                      \
  int name parameters {                                        \
    static auto* const real = next<int parameters>(#name);     \
    beginning(#name);                                          \
    const int done = real arguments;                           \
    boundary("after", #name);                                  \
    return done;                                               \
  }

extern "C" {

SAYS(PQsendQuery, (pg_conn * c, const char* text), (c, text))
SAYS(PQsendQueryParams,
     (pg_conn * c, const char* text, int count, const unsigned* types, const char* const* values,
      const int* lengths, const int* formats, int format),
     (c, text, count, types, values, lengths, formats, format))
SAYS(PQsendPrepare,
     (pg_conn * c, const char* name, const char* text, int count, const unsigned* types),
     (c, name, text, count, types))
SAYS(PQsendQueryPrepared,
     (pg_conn * c, const char* name, int count, const char* const* values, const int* lengths,
      const int* formats, int format),
     (c, name, count, values, lengths, formats, format))
SAYS(PQpipelineSync, (pg_conn * c), (c))

// Statements without parameters, begin and commit among them: said and answered in one call.
pg_result* PQexec(pg_conn* c, const char* text) {
  static auto* const real = next<pg_result*(pg_conn*, const char*)>("PQexec");
  beginning("PQexec");
  pg_result* const answer = real(c, text);
  boundary("after", "PQexec");
  return answer;
}

// Null ends the results of a statement and is no word of the server.
pg_result* PQgetResult(pg_conn* c) {
  static auto* const real = next<pg_result*(pg_conn*)>("PQgetResult");
  pg_result* const result = real(c);
  if (result != nullptr) boundary("after", "PQgetResult");
  return result;
}

ssize_t send(int socket, const void* bytes, std::size_t size, int flags) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, int)>("send");
  if (!is_outside(socket)) return real(socket, bytes, size, flags);
  beginning("send");
  const ssize_t done = real(socket, bytes, size, flags);
  boundary("after", "send");
  return done;
}

ssize_t recv(int socket, void* bytes, std::size_t size, int flags) {
  static auto* const real = next<ssize_t(int, void*, std::size_t, int)>("recv");
  const ssize_t done = real(socket, bytes, size, flags);
  if (done > 0 && is_outside(socket)) boundary("after", "recv");
  return done;
}

int epoll_wait(int epoll, epoll_event* events, int count, int timeout_ms) {
  static auto* const real = next<int(int, epoll_event*, int, int)>("epoll_wait");
  if (!counting().exchange(true)) beginning("epoll_wait");
  return real(epoll, events, count, timeout_ms);
}

void FCGX_Finish_r(void* request) {
  static auto* const real = next<void(void*)>("FCGX_Finish_r");
  real(request);
  boundary("after", "FCGX_Finish_r");
}

}  // extern "C"

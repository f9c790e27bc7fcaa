// Which mouth to speak through, by the arguments and the manifest's trigger.
#include "runtime/serve.hpp"

#include "log/log.hpp"
#include "runtime/worker.hpp"
#include "text/text.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace kabinet {

namespace {

constexpr const char* version = KABINET_VERSION;

// ":9000", in a cluster: who may connect is said by its network policy.
int listen_on_port(int port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(static_cast<std::uint16_t>(port));
  const int listener = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(listener, 1024) != 0) {
    throw std::runtime_error{"port " + std::to_string(port) + ": cannot listen here"};
  }
  return listener;
}

int listen_on(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    throw std::runtime_error{path + ": a socket's path has at most 107 bytes"};
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  unlink(path.c_str());
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      chmod(path.c_str(), 0660) != 0 || listen(listener, 1024) != 0) {
    throw std::runtime_error{path + ": cannot listen here"};
  }
  return listener;
}

bool is_socket(int descriptor) {
  struct stat about {};
  return fstat(descriptor, &about) == 0 && S_ISSOCK(about.st_mode);
}

int port_of(const std::string& text) {
  const auto port = to_integer(text);
  if (!port || *port < 1 || *port > 65535) throw std::runtime_error{text + " is no port"};
  return static_cast<int>(*port);
}

int run(const Function& function, const std::string& mouth, const std::string& where) {
  StopSignal stop;
  Worker worker = Worker::start(function);
  if (mouth == "--http") return run_shim({&worker}, stop, port_of(where));
  if (function.work != nullptr) return run_queue(worker, stop);
  if (function.tick != nullptr) return run_timer(worker, stop);
  if (mouth == "--listen") {
    const bool port = where.starts_with(":");
    return run_fastcgi(worker, stop,
                       port ? listen_on_port(port_of(where.substr(1))) : listen_on(where));
  }
  if (!is_socket(STDIN_FILENO)) {
    throw std::runtime_error{"descriptor 0 is no socket: start me from the supervisor, or with "
                             "--http PORT or --listen PATH"};
  }
  return run_fastcgi(worker, stop, STDIN_FILENO);
}

template <typename Body>
int guarded(std::string_view name, Body body) {
  log_start(name, version);
  try {
    return body();
  } catch (const std::exception& trouble) {
    log_trouble(trouble.what(), "");
    return 1;
  }
}

}  // namespace

int serve(const Function& function, int argc, char** argv) {
  const std::string mouth = argc > 1 ? argv[1] : "";
  const std::string where = argc > 2 ? argv[2] : "";
  if (mouth == "--manifest") {
    std::printf("%.*s\n", static_cast<int>(function.manifest.size()), function.manifest.data());
    return 0;
  }
  if (mouth == "--version") {
    std::printf("%s\n", version);
    return 0;
  }
  const bool takes_place = mouth == "--http" || mouth == "--listen";
  if ((!mouth.empty() && !takes_place) || (takes_place && where.empty())) {
    std::fprintf(stderr, "usage: %s [--http PORT | --listen PATH | --manifest | --version]\n",
                 argv[0]);
    return 2;
  }
  return guarded(function.name, [&] { return run(function, mouth, where); });
}

int serve_all(const std::vector<const Function*>& functions, int argc, char** argv) {
  if (argc != 3 || std::string{argv[1]} != "--http") {
    std::fprintf(stderr, "usage: %s --http PORT\n", argv[0]);
    return 2;
  }
  return guarded("shim", [&] {
    StopSignal stop;
    std::vector<std::unique_ptr<Worker>> workers;
    std::vector<Worker*> listed;
    for (const Function* function : functions) {
      if (function->routes.empty()) continue;
      workers.push_back(std::make_unique<Worker>(Worker::start(*function)));
      listed.push_back(workers.back().get());
    }
    return run_shim(listed, stop, port_of(argv[2]));
  });
}

}  // namespace kabinet

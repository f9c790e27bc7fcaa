// See ear.hpp. One connection at a time, closed after its answer.
#include "testing/ear.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace kabinet::testing {

namespace {

std::size_t length_in(const std::string& head) {
  const auto at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

}  // namespace

Ear::Ear() {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket_, plain, size) != 0 || ::listen(socket_, 64) != 0 ||
      ::getsockname(socket_, plain, &size) != 0) {
    throw std::runtime_error{"no port to listen on"};
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this] { listen(); }};
}

Ear::~Ear() {
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
}

void Ear::answer(int status, std::string body) {
  const std::lock_guard lock{mutex_};
  status_ = status;
  body_ = std::move(body);
}

std::vector<Heard> Ear::heard() const {
  const std::lock_guard lock{mutex_};
  return heard_;
}

void Ear::listen() {
  for (;;) {
    const int connection = ::accept(socket_, nullptr, nullptr);
    if (connection < 0) return;
    serve(connection);
    ::close(connection);
  }
}

void Ear::serve(int connection) {
  std::string got;
  std::array<char, 4096> part{};
  std::size_t end = std::string::npos;
  while (end == std::string::npos || got.size() < end + 4 + length_in(got.substr(0, end))) {
    const ssize_t n = ::read(connection, part.data(), part.size());
    if (n <= 0) return;
    got.append(part.data(), static_cast<std::size_t>(n));
    end = got.find("\r\n\r\n");
  }
  std::string out;
  {
    const std::lock_guard lock{mutex_};
    heard_.push_back({got.substr(0, end), got.substr(end + 4)});
    out = "HTTP/1.1 " + std::to_string(status_) + " X\r\nConnection: close\r\nContent-Length: " +
          std::to_string(body_.size()) + "\r\n\r\n" + body_;
  }
  for (std::size_t done = 0; done < out.size();) {
    const ssize_t n = ::send(connection, out.data() + done, out.size() - done, MSG_NOSIGNAL);
    if (n <= 0) return;
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace kabinet::testing

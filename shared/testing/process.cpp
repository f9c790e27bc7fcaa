// Starting and ending of programs, and the smallest HTTP client that will do. See process.hpp.
#include "testing/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kabinet::testing {

namespace {

std::filesystem::path fresh(std::string pattern, bool folder) {
  pattern = (std::filesystem::temp_directory_path() / pattern).string();
  if (folder) {
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no folder for a test"};
  } else {
    const int file = mkstemp(pattern.data());
    if (file < 0) throw std::runtime_error{"no file for a test"};
    close(file);
  }
  return pattern;
}

[[noreturn]] void become(std::vector<std::string>& command,
                         const std::map<std::string, std::string>& settings, const char* output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int file = open(output, O_WRONLY | O_APPEND);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  for (const auto& [name, value] : settings) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  execv(words[0], words.data());
  _exit(127);
}

int connected(const std::string& where) {
  sockaddr_un path{};
  sockaddr_in port{};
  const bool is_path = where.find('/') != std::string::npos;
  if (is_path) {
    path.sun_family = AF_UNIX;
    std::strncpy(path.sun_path, where.c_str(), sizeof path.sun_path - 1);
  } else {
    port.sin_family = AF_INET;
    port.sin_port = htons(static_cast<std::uint16_t>(std::stoi(where)));
    port.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  const auto* address = is_path ? reinterpret_cast<const sockaddr*>(&path)
                                : reinterpret_cast<const sockaddr*>(&port);
  const auto size = static_cast<socklen_t>(is_path ? sizeof path : sizeof port);
  const int wire = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(wire, address, size) != 0) {
    close(wire);
    throw std::runtime_error{where + ": nobody listens"};
  }
  return wire;
}

}  // namespace

Process::Process(std::vector<std::string> command,
                 const std::map<std::string, std::string>& settings)
    : output_(fresh("kabinet-test-output-XXXXXX", false)) {
  const std::string output = output_.string();
  pid_ = fork();
  if (pid_ == 0) become(command, settings, output.c_str());
  if (pid_ < 0) throw std::runtime_error{command.front() + ": cannot be started"};
}

Process::~Process() {
  kill();
  std::filesystem::remove(output_);
}

void Process::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

int Process::stop() {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  return wait();
}

int Process::finish() { return pid_ <= 0 ? -1 : wait(); }

int Process::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Process::output() const {
  std::ostringstream text;
  text << std::ifstream{output_}.rdbuf();
  return text.str();
}

void Process::wait_for(const std::string& text) const {
  if (!comes_true([&] { return output().find(text) != std::string::npos; })) {
    throw std::runtime_error{"'" + text + "' is not in: " + output()};
  }
}

Folder::Folder() : path_(fresh("kabinet-test-XXXXXX", true)) {}
Folder::~Folder() { std::filesystem::remove_all(path_); }

std::string http(const std::string& where, const std::string& method, const std::string& target,
                 const std::string& body) {
  const int wire = connected(where);
  const std::string request = method + " " + target + " HTTP/1.0\r\nHost: localhost\r\n" +
                              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  std::string answer;
  if (send(wire, request.data(), request.size(), MSG_NOSIGNAL) ==
      static_cast<ssize_t>(request.size())) {
    char part[4096];
    for (ssize_t got = 0; (got = recv(wire, part, sizeof part, 0)) > 0;) {
      answer.append(part, static_cast<std::size_t>(got));
    }
  }
  close(wire);
  const auto head = answer.find("\r\n\r\n");
  if (head == std::string::npos) throw std::runtime_error{where + ": no answer"};
  return answer.substr(head + 4);
}

}  // namespace kabinet::testing

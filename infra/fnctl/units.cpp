// How a function's processes are kept alive: supervisord for one machine, systemd for servers,
// Kubernetes for fleets. Real paths are filled in by whoever installs (@VAR@, @RUN@).
#include "fnctl.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace kabinet::fnctl {

namespace {

std::string supervisor(const Manifest& one, const Patterns& patterns) {
  const std::string socket = fill("numprocs=@most@\n"
                                  "socket=unix://@RUN@/@name@.sock\n"
                                  "socket_mode=0660\n"
                                  "socket_backlog=1024\n",
                                  {{"most", std::to_string(one.workers_max + 1)},
                                   {"name", one.name}});
  const std::string plain = "numprocs_start=1\nnumprocs=" + std::to_string(one.workers_max) + "\n";
  return derived_from(";", one) + (one.served() ? "[fcgi-program:" : "[program:") + one.name +
         "]\n" +
         fill(patterns.at("supervisor.conf"),
              {{"name", one.name}, {"numbers", one.served() ? socket : plain}});
}

// What it is given to read: the master key, which every vault begins with, and the secrets that it
// names. `sms_password` is the file sms.password, wherever it lies.
std::vector<std::string> credentials(const Manifest& one) {
  std::vector<std::string> all{"master.key"};
  for (std::string name : one.secrets) {
    const auto last = name.rfind('_');
    if (last != std::string::npos) name[last] = '.';
    all.push_back(name);
  }
  return all;
}

// Only a function that names outside hosts sees a network at all.
std::string network(const Manifest& one) {
  if (one.reaches.empty()) {
    return "PrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\nIPAddressDeny=any\n";
  }
  return "# reaches: " + join(one.reaches, ", ") +
         "\nRestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n";
}

// Every door that a worker does not need is shut. Not Type=notify with a watchdog: a worker is
// ready as soon as it runs, because its requests wait in the socket.
std::string service(const Manifest& one, const Patterns& patterns) {
  std::string secrets;
  for (const auto& name : credentials(one)) {
    secrets += "LoadCredential=" + name + ":/etc/kabinet/secrets/" + name + "\n";
  }
  const std::string socket = "kabinet-" + one.name + ".socket\n";
  const std::string after = "Requires=" + socket + "After=" + socket;
  return derived_from("#", one) +
         fill(patterns.at("systemd.service"),
              {{"name", one.name},
               {"after", one.served() ? after : ""},
               {"input", one.served() ? "Sockets=" + socket + "StandardInput=socket\n" +
                                            "StandardOutput=journal\nStandardError=journal\n"
                                      : ""},
               {"secrets", secrets},
               {"network", network(one)}});
}

// One worker a pod; nginx reaches them through the Service by FastCGI on port 9000, nobody else
// does (NetworkPolicy). A cluster's upstreams.conf has "otp:9000" where one machine has a socket.
std::string kubernetes(const Manifest& one, const Patterns& patterns) {
  std::string host = one.name, items;
  std::replace(host.begin(), host.end(), '_', '-');
  for (const auto& name : credentials(one)) {
    items += "              - { key: " + name + ", path: " + name + " }\n";
  }
  const std::string service = fill(patterns.at("kubernetes_service.yaml"), {{"host", host}});
  const std::string binary = "\"/opt/kabinet/bin/" + one.name + "\"";
  return derived_from("#", one) +
         fill(patterns.at("kubernetes.yaml"),
              {{"command", one.served() ? binary + R"(, "--listen", ":9000")" : binary},
               {"ports", one.served() ? "          ports: [{ containerPort: 9000 }]\n" : ""},
               {"service", one.served() ? service : ""},
               {"host", host},
               {"workers", std::to_string(one.workers)},
               {"most", std::to_string(one.workers_max)},
               {"credentials", items}});
}

}  // namespace

Files derive_supervisor(const Manifests& all, const Patterns& patterns) {
  Files files;
  for (const Manifest& one : all) {
    files["infra/generated/supervisor/" + one.name + ".conf"] = supervisor(one, patterns);
  }
  return files;
}

Files derive_systemd(const Manifests& all, const Patterns& patterns) {
  Files files;
  for (const Manifest& one : all) {
    const std::string unit = "infra/generated/systemd/kabinet-" + one.name;
    files[unit + "@.service"] = service(one, patterns);
    if (one.served()) {
      files[unit + ".socket"] =
          derived_from("#", one) + fill(patterns.at("systemd.socket"), {{"name", one.name}});
    }
  }
  return files;
}

Files derive_kubernetes(const Manifests& all, const Patterns& patterns) {
  Files files;
  for (const Manifest& one : all) {
    files["infra/generated/kubernetes/" + one.name + ".yaml"] = kubernetes(one, patterns);
  }
  return files;
}

}  // namespace kabinet::fnctl

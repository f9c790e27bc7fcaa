// Which declared routes and refusals no test has met. The testing room writes a line for each one
// it sees: "route otp POST /api/otp", "refusal otp POST /api/otp otp_code_wrong".
#include "fnctl.hpp"

#include <set>
#include <sstream>

namespace kabinet::fnctl {

std::vector<std::string> uncovered(const Manifests& all, const std::string& seen) {
  std::set<std::string> lines;
  std::istringstream stream{seen};
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  std::vector<std::string> found;
  for (const Manifest& one : all) {
    for (const Route& route : one.routes) {
      const std::string place = one.name + " " + route.method + " " + route.path;
      if (!lines.contains("route " + place)) found.push_back("no test has met " + place);
      for (const auto& [code, status] : route.refuses) {
        if (lines.contains("refusal " + place + " " + code)) continue;
        found.push_back("no test has met " + place + " refused with " + code);
      }
    }
  }
  return found;
}

}  // namespace kabinet::fnctl

// spdlog underneath, lines to standard error. Whoever starts the workers of a function points
// that at one file opened for appending: a line is one write, so processes do not mix.
#include "log/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace kabinet {

namespace {

std::string prefix;  // "function":"…","version":"…"

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text.substr(0, 2000)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out;
}

std::shared_ptr<spdlog::logger>& logger() {
  static std::shared_ptr<spdlog::logger> instance =
      std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_st>());
  return instance;
}

}  // namespace

void log_start(std::string_view function, std::string_view version) {
  prefix = fmt::format(R"("function":"{}","version":"{}")", escaped(function), escaped(version));
  logger()->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ",%v})", spdlog::pattern_time_type::utc);
  logger()->flush_on(spdlog::level::info);
}

void log_request(const RequestLine& line) {
  logger()->info(
      R"("level":"info",{},"method":"{}","route":"{}","status":{},"code":"{}","reference":"{}",)"
      R"("ms":{}.{:03})",
      prefix, escaped(line.method), escaped(line.route), line.status, escaped(line.code),
      escaped(line.reference), line.micros / 1000, line.micros % 1000);
}

void log_trouble(std::string_view what, std::string_view reference) {
  logger()->info(R"("level":"error",{},"what":"{}","reference":"{}")", prefix, escaped(what),
                 escaped(reference));
}

void log_event(std::string_view what) {
  logger()->info(R"("level":"info",{},"what":"{}")", prefix, escaped(what));
}

}  // namespace kabinet

// A request and a reply as plain values. Nothing here knows FastCGI, sockets or nginx: the
// runtime fills a Request from whichever mouth the process was started with.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet {

struct Request {
  std::string method;           // GET, POST …
  std::string path;             // decoded, no query: "/api/contracts/…"
  std::string query;            // raw, without '?'
  std::string body;
  std::string content_type;     // as sent, may be empty
  std::string cookie;           // the Cookie header
  std::string origin;           // the Origin header, empty if absent
  std::string fetch_site;       // Sec-Fetch-Site, empty if absent
  std::string csrf;             // X-CSRF
  std::string host;             // with port, as the browser wrote it
  std::string scheme = "http";  // of the outside connection
  std::string remote_address;   // of the client, set by nginx
  std::string user_agent;
  std::string accept_language;
  std::string authorization;    // the Authorization header; a machine's proof, never a client's
  std::string id;               // request id, 32 hex digits
  std::int64_t waited_ms = 0;   // from nginx to this process; 0 if nobody said
};

struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;

  Reply& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

// 200 with JSON made elsewhere (usually by SQL), untouched.
inline Reply ok(std::string json) { return {200, "application/json", std::move(json), {}}; }
inline Reply created(std::string json) { return {201, "application/json", std::move(json), {}}; }
// 204 without a body.
inline Reply gone() { return {204, "", "", {}}; }
// Content-Disposition of a file of this name, UTF-8: whole for whoever reads RFC 6266, with a dash
// for what is not plain ASCII for the others. No name leads to another folder.
[[nodiscard]] std::string attachment(std::string_view name);
// A file to keep.
inline Reply download(std::string content_type, std::string_view name, std::string bytes) {
  Reply reply{200, std::move(content_type), std::move(bytes), {}};
  reply.with("Content-Disposition", attachment(name));
  return reply;
}

// Value of one cookie in a Cookie header; empty if absent. Of two with one name neither counts:
// a page of a neighbouring host may have planted the second (RFC 6265 section 8.6).
[[nodiscard]] std::string cookie_value(std::string_view header, std::string_view name);

// "a=1&b=%D0%B9" decoded. A name given twice or a broken escape refuses request_malformed.
[[nodiscard]] std::map<std::string, std::string> query_fields(std::string_view query);

}  // namespace kabinet

// The only libcurl. One handle a process: it is one thread, and the handle keeps connections to
// the party open from one job to the next.
#include "provider/http.hpp"

#include "base/require.hpp"

#include <curl/curl.h>

#include <memory>

namespace kabinet {

namespace {

constexpr std::size_t body_max = 64 * 1024;

CURL* handle() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  static const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> one{curl_easy_init(),
                                                                       &curl_easy_cleanup};
  require(started && one != nullptr, "libcurl starts");
  curl_easy_reset(one.get());
  return one.get();
}

struct Answer {
  std::string body;
  std::size_t max = body_max;
};

std::size_t keep(char* data, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  if (answer.body.size() + size * count > answer.max) return 0;  // curl ends the exchange
  answer.body.append(data, size * count);
  return size * count;
}

std::string escaped(CURL* curl, const std::string& text) {
  const std::unique_ptr<char, decltype(&curl_free)> out{
      curl_easy_escape(curl, text.data(), static_cast<int>(text.size())), &curl_free};
  require(out != nullptr, "libcurl escapes text");
  return out.get();
}

bool is_own_machine(std::string_view url) {
  for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    if (!url.starts_with(host)) continue;
    const std::string_view rest = url.substr(host.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == '/') return true;
  }
  return false;
}

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void add(Headers& headers, const std::string& line) {
  curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
  require(longer != nullptr, "libcurl keeps a header");
  static_cast<void>(headers.release());
  headers.reset(longer);
}

// The body must outlive the exchange: libcurl keeps no copy.
void set_body(CURL* curl, const std::string& body) {
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
}

Exchange perform(CURL* curl, Patience patience, std::size_t answer_max = body_max) {
  Answer answer{{}, answer_max};
  Exchange exchange;
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.whole.count()));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  const CURLcode result = curl_easy_perform(curl);
  if (result == CURLE_OK) {
    exchange.end = Exchange::End::answered;
    exchange.body = std::move(answer.body);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &exchange.status);
    return exchange;
  }
  long sent = 0;
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
  exchange.end = sent == 0 ? Exchange::End::unsent : Exchange::End::unsure;
  return exchange;
}

}  // namespace

bool is_safe_address(const std::string& url) {
  return url.starts_with("https://") || is_own_machine(url);
}

std::string url_escaped(const std::string& text) { return escaped(handle(), text); }

Exchange post_form(const std::string& url, const Form& form, Patience patience) {
  require(is_safe_address(url), "the provider's address is https, or http of this machine");
  CURL* curl = handle();
  std::string body;
  for (const auto& [name, value] : form) {
    if (!body.empty()) body += '&';
    body += name + '=' + escaped(curl, value);
  }
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  set_body(curl, body);
  return perform(curl, patience);
}

Exchange ask_json(const Ask& ask, Patience patience) {
  require(is_safe_address(ask.url), "the provider's address is https, or http of this machine");
  CURL* curl = handle();
  Headers headers{nullptr, &curl_slist_free_all};
  add(headers, "Accept: application/json");
  for (const std::string& line : ask.headers) add(headers, line);
  curl_easy_setopt(curl, CURLOPT_URL, ask.url.c_str());
  if (ask.method == "POST") {
    add(headers, "Content-Type: application/json");
    set_body(curl, ask.body);
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (!ask.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(curl, CURLOPT_USERNAME, ask.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, ask.password.c_str());
  }
  return perform(curl, patience, ask.answer_max);
}

Exchange send_local(const std::string& socket, std::string_view method, const std::string& target,
                    const std::string& body, Patience patience) {
  CURL* curl = handle();
  const std::string verb{method};
  const std::string url = "http://local" + target;
  Headers headers{nullptr, &curl_slist_free_all};
  add(headers, "Content-Type: application/json");
  curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, verb.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  set_body(curl, body);
  return perform(curl, patience);
}

}  // namespace kabinet

// The protocol of SMSC.ru as a stand-in speaks it. HTTP is 200 for errors too; ids may repeat (the
// last message with an id answers for it); the same text to the same phone within a minute is
// error 9. Unlike the real one it knows only charset=utf-8 and calls anything else error 1, so
// that an adapter that forgets it does not go unnoticed.
#include "sms.hpp"

#include "base/json.hpp"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

namespace kabinet::sandbox {

namespace {

using json = nlohmann::json;

constexpr std::int64_t same_text_ms = 60'000;
constexpr std::int64_t delivered_after_ms = 2'000;
constexpr int hang_ms = 15'000;
constexpr int slow_ms = 3'000;

using Query = std::multimap<std::string, std::string>;

std::string value(const Query& query, const char* name) {
  const auto at = query.find(name);
  return at == query.end() ? std::string{} : at->second;
}

std::string digits(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

// Russian mobile numbers in the forms people type; empty if it is none.
std::string phone_of(const std::string& text) {
  std::string phone = digits(text);
  if (phone.size() == 10) phone.insert(0, "7");
  if (phone.size() == 11 && phone.front() == '8') phone.front() = '7';
  return phone.size() == 11 && phone.front() == '7' ? phone : std::string{};
}

// GSM-7 is taken to be ASCII: 160 in one part, 153 in each of several; UCS-2 70 and 67.
std::size_t parts(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  const auto letters = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  const std::size_t whole = plain ? 160 : 70;
  const std::size_t split = plain ? 153 : 67;
  return letters <= whole ? 1 : (letters + split - 1) / split;
}

std::string instant(std::int64_t at_ms, const char* form) {
  const std::time_t seconds = static_cast<std::time_t>(at_ms / 1000);
  std::tm parts_of{};
  gmtime_r(&seconds, &parts_of);
  char text[32];
  std::strftime(text, sizeof text, form, &parts_of);
  return text;
}

std::string rfc3339(std::int64_t at_ms) {
  const std::string ms = std::to_string(1000 + at_ms % 1000).substr(1);
  return instant(at_ms, "%Y-%m-%dT%H:%M:%S.") + ms + "Z";
}

json id_as_sent(const std::string& id) {
  const bool number = !id.empty() && id.size() <= 10 && digits(id) == id;
  return number ? json(std::stoll(id)) : json(id);
}

const char* words(int error) {
  switch (error) {
    case 1: return "parameters error";
    case 2: return "authorise error";
    case 7: return "invalid number";
    case 8: return "message can not be delivered";
    case 9: return "duplicate request, wait a minute";
    default: return "error";
  }
}

void answer_json(httplib::Response& response, const json& body) {
  response.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace),
                       "application/json; charset=utf-8");
}

void answer_error(httplib::Response& response, int error, const std::string& id) {
  json body{{"error", words(error)}, {"error_code", error}};
  if (!id.empty()) body["id"] = id_as_sent(id);
  answer_json(response, body);
}

}  // namespace

SmsParty::SmsParty(Inbox& inbox, std::string login, std::string password,
                   const std::atomic<bool>& stopping)
    : inbox_(inbox), login_(std::move(login)), password_(std::move(password)),
      stopping_(stopping) {}

void SmsParty::add_to(httplib::Server& server) {
  using In = const httplib::Request&;
  using Out = httplib::Response&;
  const auto on_send = [this](In in, Out out) { send(in.params, out); };
  const auto on_status = [this](In in, Out out) { status(in.params, out); };
  server.Post("/sys/send.php", on_send).Get("/sys/send.php", on_send);
  server.Post("/sys/status.php", on_status).Get("/sys/status.php", on_status);
  server.Get("/sms", [this](In in, Out out) { list(in, out); });
  server.Get("/sms/count", [this](In, Out out) { count(out); });
  server.Post("/sms/scenario", [this](In in, Out out) { order(in, out); });
}

void SmsParty::send(const Query& query, httplib::Response& response) {
  std::string id = value(query, "id");
  if (const int error = first_error(query)) return answer_error(response, error, id);
  const std::string scenario = next_scenario();
  if (scenario == "error") {
    response.status = 500;
    return;
  }
  if (scenario == "reject") return answer_error(response, 8, id);
  if (scenario == "slow") wait(slow_ms);

  const std::string phone = phone_of(value(query, "phones"));
  const std::string text = value(query, "mes");
  if (inbox_.said_lately(phone, text, same_text_ms)) return answer_error(response, 9, id);
  if (id.empty()) {
    const std::lock_guard lock{mutex_};
    id = std::to_string(now_ms() / 1000 % 1'000'000'000 + static_cast<std::int64_t>(++made_ids_));
  }
  accept({id, phone, text, value(query, "sender"), now_ms()});
  if (scenario == "timeout") wait(hang_ms);  // accepted, but the answer comes too late
  answer_json(response, {{"id", id_as_sent(id)}, {"cnt", parts(text)}});
}

int SmsParty::first_error(const Query& query) const {
  if (!login_.empty() &&
      (value(query, "login") != login_ || value(query, "psw") != password_)) {
    return 2;
  }
  const std::string text = value(query, "mes");
  if (text.empty() || text.size() > 4000 || value(query, "charset") != "utf-8" ||
      value(query, "fmt") != "3" || value(query, "id").size() > 40) {
    return 1;
  }
  return phone_of(value(query, "phones")).empty() ? 7 : 0;
}

void SmsParty::accept(const Message& message) {
  inbox_.add(message);
  const std::lock_guard lock{mutex_};
  ++accepted_;
  if (known_ids_.size() > 1'000'000) known_ids_.clear();
  if (!known_ids_.insert(message.id).second) ++repeated_;
}

void SmsParty::status(const Query& query, httplib::Response& response) {
  const std::string id = value(query, "id");
  if (!login_.empty() &&
      (value(query, "login") != login_ || value(query, "psw") != password_)) {
    return answer_error(response, 2, {});
  }
  const auto message = inbox_.find(id, phone_of(value(query, "phone")));
  if (!message) return answer_json(response, {{"status", -3}, {"last_date", ""}, {"err", 0}});
  const bool delivered = now_ms() - message->at_ms >= delivered_after_ms;
  const std::int64_t changed = message->at_ms + (delivered ? delivered_after_ms : 0);
  answer_json(response, {{"status", delivered ? 1 : 0},
                         {"last_date", instant(changed, "%d.%m.%Y %H:%M:%S")},
                         {"last_timestamp", changed / 1000},
                         {"err", 0}});
}

void SmsParty::list(const httplib::Request& request, httplib::Response& response) const {
  // A '+' in a query is a space by the rules of forms, and everybody forgets to escape it.
  const std::string to = request.get_param_value("to");
  const std::string phone = phone_of(to);
  json rows = json::array();
  if (to.empty() || !phone.empty()) {
    for (const Message& m : inbox_.newest(phone, 200)) {
      rows.push_back({{"to", "+" + m.phone}, {"text", m.text}, {"at", rfc3339(m.at_ms)}});
    }
  }
  response.set_header("Cache-Control", "no-store");
  answer_json(response, rows);
}

void SmsParty::count(httplib::Response& response) const {
  const std::lock_guard lock{mutex_};
  answer_json(response, {{"accepted", accepted_}, {"repeated", repeated_}});
}

void SmsParty::order(const httplib::Request& request, httplib::Response& response) {
  const json body = json::parse(request.body, nullptr, false);
  const std::string next = body.is_object() && body.contains("next") && body["next"].is_string()
                               ? body["next"].get<std::string>() : "";
  const int times = body.is_object() && body.contains("times") && body["times"].is_number_integer()
                        ? body["times"].get<int>() : 1;
  const bool known = next == "timeout" || next == "error" || next == "slow" || next == "reject";
  if (!known || times < 0 || times > 100'000) {
    response.status = 422;
    return answer_json(response, {{"expected", {{"next", "timeout|error|slow|reject"},
                                                {"times", "0-100000, 1 if absent"}}}});
  }
  const std::lock_guard lock{mutex_};
  scenario_ = next;
  times_ = times;
  answer_json(response, {{"next", scenario_}, {"times", times_}});
}

std::string SmsParty::next_scenario() {
  const std::lock_guard lock{mutex_};
  if (times_ == 0) return {};
  --times_;
  return scenario_;
}

void SmsParty::wait(int ms) const {
  for (int waited = 0; waited < ms && !stopping_; waited += 50) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
}

}  // namespace kabinet::sandbox

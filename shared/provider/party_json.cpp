// See party_json.hpp.
#include "provider/party_json.hpp"

#include "base/require.hpp"
#include "text/text.hpp"

#include <algorithm>

namespace kabinet {

using nlohmann::json;

namespace {

constexpr int deepest = 32;

// Whether brackets nest less deep than `deepest`, before a parser sees them.
bool is_shallow(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return false;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return true;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<std::int64_t> whole(const std::string& text) {
  if (text.empty() || text.size() > 15 || !is_digits(text)) return std::nullopt;
  return std::stoll(text);
}

std::optional<std::int64_t> kopecks_of(const std::string& text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const auto front = whole(text.substr(0, dot));
  std::string back = dot < text.size() ? text.substr(dot + 1) : "";
  if (!front || back.size() > 2 || !is_digits(back) || *front > 1'000'000'000'000) {
    return std::nullopt;
  }
  back.resize(2, '0');
  return *front * 100 + std::stoll(back);
}

}  // namespace

json object_in(const std::string& text) {
  if (!is_shallow(text)) return {};
  json body = json::parse(text, nullptr, false);
  return body.is_object() ? body : json{};
}

json object_at(const json& body, const char* name) {
  const auto at = body.find(name);
  return at != body.end() && at->is_object() ? *at : json{};
}

std::string text_at(const json& body, const char* name, std::size_t longest) {
  const auto at = body.find(name);
  if (at == body.end()) return {};
  if (at->is_number_integer()) return at->dump();
  if (!at->is_string()) return {};
  const auto& text = at->get_ref<const std::string&>();
  return text.size() <= longest ? text : std::string{};
}

std::optional<std::int64_t> whole_at(const json& body, const char* name) {
  return whole(text_at(body, name));
}

std::optional<std::int64_t> roubles_at(const json& body, const char* name) {
  const auto at = body.find(name);
  if (at == body.end()) return std::nullopt;
  // A number's shortest text is what was written, so no binary fraction ever counts money.
  return kopecks_of(at->is_number_float() ? at->dump() : text_at(body, name));
}

bool is_plain_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_';
  });
}

std::string json_body(const json& body) {
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool has_receipt(const Receipt& receipt, std::int64_t kopecks) {
  if (receipt.phone.empty() || receipt.lines.empty()) return false;
  std::int64_t sum = 0;
  for (const ReceiptLine& line : receipt.lines) sum += line.kopecks;
  require(sum == kopecks, "the lines of a receipt sum up to what is paid");
  return true;
}

std::string silence_of(const Exchange& exchange) {
  if (exchange.end == Exchange::End::unsent) return "the acquirer is not reached";
  if (exchange.end == Exchange::End::unsure) return "the acquirer does not answer";
  const long status = exchange.status;
  if (status == 200 || (status >= 400 && status < 500 && status != 408 && status != 429)) return {};
  return "the acquirer answers " + std::to_string(status);
}

}  // namespace kabinet

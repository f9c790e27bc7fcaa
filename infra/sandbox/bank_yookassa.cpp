// See bank_yookassa.hpp. A key with the same body gives the first answer again, with another body
// it is an error; what the document calls mandatory is checked, so that a forgetful adapter does
// not go unnoticed.
#include "bank_yookassa.hpp"

#include "bank.hpp"
#include "bank_http.hpp"

#include "crypto/crypto.hpp"

#include <algorithm>
#include <charconv>

namespace kabinet::sandbox {

using nlohmann::json;

namespace {

const std::string root = "/bank/yookassa/v3";
constexpr std::int64_t sbp_max = 100'000'000;

void refuse(Out out, int status, const std::string& code, const std::string& parameter = {}) {
  json body{{"type", "error"}, {"id", hex(random_bytes(16))}, {"code", code},
            {"description", "See the documentation"}};
  if (!parameter.empty()) body["parameter"] = parameter;
  answer(out, body, status);
}

// Kopecks of {"value":"1500.75","currency":"RUB"}; 0 for anything else.
std::int64_t kopecks_of(const json& amount) {
  const std::string value = text(amount, "value");
  const auto dot = value.find('.');
  std::int64_t whole = 0;
  std::int64_t rest = 0;
  if (text(amount, "currency") != "RUB" || dot == std::string::npos || dot == 0 || dot > 12 ||
      value.size() != dot + 3) {
    return 0;
  }
  const char* begin = value.data();
  const auto front = std::from_chars(begin, begin + dot, whole);
  const auto back = std::from_chars(begin + dot + 1, begin + value.size(), rest);
  const bool good = front.ptr == begin + dot && back.ptr == begin + value.size() && whole >= 0;
  return good && rest >= 0 ? whole * 100 + rest : 0;
}

// The first field of a receipt that is wrong, "" if none.
std::string fault_of_receipt(const json& receipt, std::int64_t kopecks) {
  if (receipt.is_null()) return {};
  const json customer = part(receipt, "customer");
  if (text(customer, "phone").size() != 11 && text(customer, "email").empty()) {
    return "receipt.customer";
  }
  const json items = part(receipt, "items");
  if (!items.is_array() || items.empty() || items.size() > 100) return "receipt.items";
  std::int64_t sum = 0;
  for (const json& item : items) {
    const std::size_t letters = length(text(item, "description"));
    if (letters < 1 || letters > 128 || !part(item, "vat_code").is_number_integer() ||
        part(item, "quantity") != 1) {
      return "receipt.items";
    }
    sum += kopecks_of(part(item, "amount"));
  }
  return sum == kopecks ? "" : "receipt.items.amount";
}

std::string fault_of(const json& body, std::int64_t kopecks) {
  if (kopecks < 100) return "amount.value";
  const std::string type = text(part(body, "confirmation"), "type");
  const std::string method = text(part(body, "payment_method_data"), "type");
  if (length(text(body, "description")) > 128) return "description";
  if (method != "bank_card" && method != "sbp") return "payment_method_data.type";
  if (type != (method == "sbp" ? "qr" : "redirect")) return "confirmation.type";
  if (method == "sbp" && kopecks > sbp_max) return "amount.value";
  const std::string back = text(part(body, "confirmation"), "return_url");
  if (type == "redirect" && !back.starts_with("https://") && !back.starts_with("http://")) {
    return "confirmation.return_url";
  }
  if (part(body, "capture") != true) return "capture";  // the stand-in has one stage
  return fault_of_receipt(part(body, "receipt"), kopecks);
}

class Yookassa {
 public:
  explicit Yookassa(Bank& bank) : bank_(bank) {}

  void add_payment(In in, Out out) {
    json body;
    if (!admits(in, out) || !read(in, out, body)) return;
    const std::string key = in.get_header_value("Idempotence-Key");
    const std::string request = sha256_hex(in.body);
    if (const auto known = bank_.book().by_key("yookassa", key)) {
      return repeat(*known, request, out);
    }
    const std::int64_t kopecks = kopecks_of(part(body, "amount"));
    const std::string fault = fault_of(body, kopecks);
    if (!fault.empty()) return refuse(out, 400, "invalid_request", fault);
    const std::string scenario = bank_.next_scenario();
    if (scenario == "refuse") return refuse(out, 400, "invalid_request", "amount.value");
    const json confirmation = part(body, "confirmation");
    Payment draft;
    draft.own_id = text(part(body, "metadata"), "payment_id");
    draft.provider = "yookassa";
    draft.method = text(confirmation, "type") == "qr" ? "sbp" : "card";
    draft.kopecks = kopecks;
    draft.scenario = scenario;
    draft.return_url = text(confirmation, "return_url");
    draft.purpose = text(body, "description");
    draft.language = text(confirmation, "locale") == "en_US" ? "en" : "ru";
    draft.host = host_of(in);
    draft.key = key;
    draft.request = request;
    draft.fiscal = !part(body, "receipt").is_null();
    bool is_new = false;
    const Payment payment = bank_.book().add(std::move(draft), is_new);
    if (!is_new) return repeat(payment, request, out);
    if (!bank_.begin(payment)) return refuse(out, 500, "internal_server_error");
    answer(out, yookassa_object(payment));
  }

  void get_payment(In in, Out out) {
    if (!admits(in, out)) return;
    const auto payment = bank_.book().find(in.matches[1]);
    if (!payment || payment->id != in.matches[1].str() || payment->provider != "yookassa") {
      return refuse(out, 404, "not_found");
    }
    answer(out, yookassa_object(*payment));
  }

  void list(In in, Out out) {
    if (!admits(in, out)) return;
    const std::size_t limit = in.has_param("limit") ? number(in.get_param_value("limit")) : 10;
    if (limit < 1 || limit > 100) return refuse(out, 400, "invalid_request", "limit");
    std::uint64_t from = 0;
    if (in.has_param("created_at.gte")) from = first_since(in.get_param_value("created_at.gte"));
    if (in.has_param("cursor")) from = number(in.get_param_value("cursor"));
    json items = json::array();
    // Payments of the other protocol lie between; the cursor is a place in the common book.
    std::vector<Payment> some;
    do {
      some = bank_.book().page(from, limit);
      for (const Payment& payment : some) {
        if (items.size() == limit) break;
        ++from;
        if (payment.provider == "yookassa") items.push_back(yookassa_object(payment));
      }
    } while (items.size() < limit && !some.empty());
    json body{{"type", "list"}, {"items", std::move(items)}};
    if (!bank_.book().page(from, 1).empty()) body["next_cursor"] = std::to_string(from);
    answer(out, body);
  }

  void add_refund(In in, Out out) {
    json body;
    if (!admits(in, out) || !read(in, out, body)) return;
    const std::string key = "yookassa|" + in.get_header_value("Idempotence-Key");
    const std::string request = sha256_hex(in.body);
    auto refund = bank_.book().refund_by_key(key);
    if (refund && refund->request != request) return refuse(out, 400, "invalid_request");
    if (!refund) {
      const auto payment = bank_.book().find(text(body, "payment_id"));
      if (!payment) return refuse(out, 404, "not_found", "payment_id");
      const std::int64_t kopecks = kopecks_of(part(body, "amount"));
      const json receipt = part(body, "receipt");
      const bool is_missing = payment->fiscal && receipt.is_null();
      const std::string fault = is_missing ? "receipt" : fault_of_receipt(receipt, kopecks);
      if (!fault.empty()) return refuse(out, 400, "invalid_request", fault);
      refund = bank_.book().refund({{}, payment->id, kopecks, 0, key, request, receipt});
      if (!refund) return refuse(out, 400, "invalid_request", "amount.value");
      bank_.tell_of_refund(*refund);
    }
    answer(out, yookassa_object(*refund));
  }

  void list_refunds(In in, Out out) {
    if (!admits(in, out)) return;
    const std::string since = in.get_param_value("created_at.gte");
    const std::size_t limit = in.has_param("limit") ? number(in.get_param_value("limit")) : 10;
    if (limit < 1 || limit > 100) return refuse(out, 400, "invalid_request", "limit");
    std::size_t place = number(in.get_param_value("cursor"));
    const std::vector<Refund> all = bank_.book().refunds();
    json items = json::array();
    for (; place < all.size() && items.size() < limit; ++place) {
      if (all[place].key.starts_with("yookassa|") && instant(all[place].created_ms) >= since) {
        items.push_back(yookassa_object(all[place]));
      }
    }
    json body{{"type", "list"}, {"items", std::move(items)}};
    if (place < all.size()) body["next_cursor"] = std::to_string(place);
    answer(out, body);
  }

  void get_refund(In in, Out out) {
    if (!admits(in, out)) return;
    const auto refund = bank_.book().find_refund(in.matches[1]);
    if (!refund) return refuse(out, 404, "not_found");
    answer(out, yookassa_object(*refund));
  }

 private:
  // The first answer to this key, whatever has happened since.
  void repeat(Payment payment, const std::string& request, Out out) const {
    if (payment.request != request) {
      return refuse(out, 400, "invalid_request", "Idempotence-Key");
    }
    payment.status = "pending";
    answer(out, yookassa_object(payment));
  }

  [[nodiscard]] bool admits(In in, Out out) const {
    const std::string& secret = bank_.settings().yookassa_secret;
    if (secret.empty()) return true;
    std::string given = in.get_header_value("Authorization");
    if (given.starts_with("Basic ")) given.erase(0, 6);
    std::replace(given.begin(), given.end(), '+', '-');
    std::replace(given.begin(), given.end(), '/', '_');
    given.erase(given.find_last_not_of('=') + 1);
    if (from_base64url(given).data.ends_with(":" + secret)) return true;
    refuse(out, 401, "invalid_credentials");
    return false;
  }

  [[nodiscard]] static bool read(In in, Out out, json& body) {
    const std::string key = in.get_header_value("Idempotence-Key");
    if (key.empty() || key.size() > 64) {
      refuse(out, 400, "invalid_request", "Idempotence-Key");
      return false;
    }
    body = json::parse(in.body, nullptr, false);
    if (!body.is_object()) refuse(out, 400, "invalid_request");
    return body.is_object();
  }

  static std::size_t number(const std::string& digits) {
    std::size_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

  // Instants of one shape compare as texts.
  [[nodiscard]] std::uint64_t first_since(const std::string& moment) const {
    std::uint64_t low = 0;
    std::uint64_t high = bank_.book().first_since(INT64_MAX);
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (instant(bank_.book().page(middle, 1).at(0).created_ms) < moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  Bank& bank_;
};

}  // namespace

void add_yookassa(httplib::Server& server, Bank& bank) {
  const auto shop = std::make_shared<Yookassa>(bank);
  server.Post(root + "/payments", [shop](In in, Out out) { shop->add_payment(in, out); });
  server.Get(root + "/payments", [shop](In in, Out out) { shop->list(in, out); });
  server.Get(root + "/payments/([A-Za-z0-9_-]+)",
             [shop](In in, Out out) { shop->get_payment(in, out); });
  server.Post(root + "/refunds", [shop](In in, Out out) { shop->add_refund(in, out); });
  server.Get(root + "/refunds", [shop](In in, Out out) { shop->list_refunds(in, out); });
  server.Get(root + "/refunds/([A-Za-z0-9_-]+)",
             [shop](In in, Out out) { shop->get_refund(in, out); });
}

}  // namespace kabinet::sandbox

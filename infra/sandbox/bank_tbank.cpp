// See bank_tbank.hpp. Errors are HTTP 200 with a code in the body; an order number is good once.
#include "bank_tbank.hpp"

#include "bank.hpp"
#include "bank_http.hpp"

#include "crypto/crypto.hpp"

#include <utility>

namespace kabinet::sandbox {

using nlohmann::json;

namespace {

constexpr std::int64_t sbp_min = 1'000;

void refuse(Out out, const std::string& code, const std::string& message) {
  answer(out, {{"Success", false}, {"ErrorCode", code}, {"Message", message}});
}

json state(const Payment& p) {
  return {{"Success", p.status != "canceled"}, {"ErrorCode", tbank_code(p)},
          {"TerminalKey", p.shop},             {"Status", tbank_status(p)},
          {"PaymentId", p.id},                 {"OrderId", p.own_id},
          {"Amount", p.kopecks}};
}

bool sums_up(const json& body, std::int64_t kopecks) {
  const json receipt = part(body, "Receipt");
  if (receipt.is_null()) return true;
  std::int64_t sum = 0;
  for (const json& item : part(receipt, "Items")) {
    if (!part(item, "Amount").is_number_integer() || text(item, "Tax").empty()) return false;
    sum += item.at("Amount").get<std::int64_t>();
  }
  return sum == kopecks && text(receipt, "Phone").starts_with("+7") &&
         !text(receipt, "Taxation").empty();
}

class Tbank {
 public:
  explicit Tbank(Bank& bank) : bank_(bank) {}

  void init(const json& body, In in, Out out) {
    const json amount = part(body, "Amount");
    const std::string order = text(body, "OrderId");
    if (!amount.is_number_integer() || amount.get<std::int64_t>() < 100) {
      return refuse(out, "251", "Неверная сумма");
    }
    if (order.empty() || order.size() > 36) return refuse(out, "212", "Размер поля OrderId");
    if (length(text(body, "Description")) > 140) return refuse(out, "213", "Description");
    if (!sums_up(body, amount.get<std::int64_t>())) {
      return refuse(out, "334", "Суммы в чеке и в платеже не совпадают");
    }
    if (bank_.book().by_key("tbank", order)) return refuse(out, "20", "Повторный OrderId");
    const std::string scenario = bank_.next_scenario();
    if (scenario == "refuse") return refuse(out, "53", "Обратитесь к продавцу");
    Payment draft;
    draft.own_id = order;
    draft.provider = "tbank";
    draft.method = "card";
    draft.kopecks = amount.get<std::int64_t>();
    draft.scenario = scenario;
    draft.return_url = text(body, "SuccessURL");
    draft.purpose = text(body, "Description");
    draft.language = text(body, "Language") == "en" ? "en" : "ru";
    draft.shop = text(body, "TerminalKey");
    draft.host = host_of(in);
    draft.key = order;
    draft.fiscal = !part(body, "Receipt").is_null();
    bool is_new = false;
    const Payment payment = bank_.book().add(std::move(draft), is_new);
    if (!is_new) return refuse(out, "20", "Повторный OrderId");
    if (!bank_.begin(payment)) {
      out.status = 500;
      return;
    }
    json said = state(payment);
    said["PaymentURL"] = payment.host + "/bank/pay/" + payment.id;
    answer(out, said);
  }

  void get_state(const json& body, Out out) {
    const auto payment = payment_of(body);
    if (!payment) return refuse(out, "63", "Не найдена операция");
    answer(out, state(*payment));
  }

  void check_order(const json& body, Out out) {
    const auto payment = bank_.book().by_key("tbank", text(body, "OrderId"));
    if (!payment) return refuse(out, "335", "OrderId не найден");
    json one = state(*payment);
    if (payment->method == "sbp") one["SbpPaymentId"] = "A" + payment->id;
    answer(out, {{"Success", true}, {"ErrorCode", "0"}, {"OrderId", payment->own_id},
                 {"TerminalKey", payment->shop}, {"Payments", json::array({one})}});
  }

  void get_qr(const json& body, Out out) {
    auto payment = payment_of(body);
    if (!payment) return refuse(out, "63", "Не найдена операция");
    if (payment->kopecks < sbp_min) return refuse(out, "251", "Неверная сумма");
    if (text(body, "DataType") != "PAYLOAD") return refuse(out, "17", "DataType");
    payment = bank_.book().change(payment->id, [](Payment& p) {
      return std::exchange(p.method, "sbp") != "sbp";
    });
    answer(out, {{"Success", true}, {"ErrorCode", "0"}, {"TerminalKey", payment->shop},
                 {"OrderId", payment->own_id}, {"PaymentId", payment->id},
                 {"Data", qr_text(*payment)}});
  }

  // An unpaid payment is called off; of a paid one the whole or a part is returned.
  void cancel(const json& body, Out out) {
    auto payment = payment_of(body);
    if (!payment) return refuse(out, "63", "Не найдена операция");
    const std::int64_t before = payment->kopecks - payment->refunded_kopecks;
    const json amount = part(body, "Amount");
    if (payment->status == "pending") {
      payment = bank_.end(payment->id, "canceled_by_merchant");
    } else {
      std::string key = text(body, "ExternalRequestId");
      if (key.empty() || payment->method == "sbp") key = hex(random_bytes(16));
      key.insert(0, "tbank|" + payment->id + "|");
      const std::int64_t kopecks =
          amount.is_number_integer() ? amount.get<std::int64_t>() : before;
      const json receipt = part(body, "Receipt");
      if ((payment->fiscal && receipt.is_null()) || !sums_up(body, kopecks)) {
        return refuse(out, "334", "Суммы в чеке и в операции не совпадают");
      }
      const bool is_new = !bank_.book().refund_by_key(key);
      const auto refund =
          bank_.book().refund({{}, payment->id, kopecks, 0, key, {}, receipt});
      if (!refund) return refuse(out, "8", "Неверный статус транзакции");
      if (is_new) bank_.tell_of_refund(*refund);
      payment = bank_.book().find(payment->id);
    }
    json said = state(*payment);
    said["Success"] = true;
    said["ErrorCode"] = "0";
    said["OriginalAmount"] = before;
    said["NewAmount"] = payment->kopecks - payment->refunded_kopecks;
    answer(out, said);
  }

  // The body, when it is an object with a good Token; else the refusal is written.
  [[nodiscard]] std::optional<json> read(In in, Out out) const {
    json body = json::parse(in.body, nullptr, false);
    if (!body.is_object() || text(body, "TerminalKey").empty()) {
      refuse(out, "203", "Параметры запроса не должны быть пустыми");
      return std::nullopt;
    }
    const std::string& password = bank_.settings().tbank_password;
    if (!password.empty() && text(body, "Token") != tbank_token(body, password)) {
      refuse(out, "204", "Неверный токен");
      return std::nullopt;
    }
    return body;
  }

 private:
  [[nodiscard]] std::optional<Payment> payment_of(const json& body) {
    const json id = part(body, "PaymentId");
    auto payment = bank_.book().find(id.is_number() ? id.dump() : text(body, "PaymentId"));
    if (payment && payment->provider != "tbank") return std::nullopt;
    return payment;
  }

  Bank& bank_;
};

}  // namespace

void add_tbank(httplib::Server& server, Bank& bank) {
  const auto shop = std::make_shared<Tbank>(bank);
  const auto on = [&](const char* method, auto deed) {
    server.Post("/bank/tbank/v2/" + std::string{method}, [shop, deed](In in, Out out) {
      if (const auto body = shop->read(in, out)) deed(*shop, *body, in, out);
    });
  };
  on("Init", [](Tbank& t, const json& body, In in, Out out) { t.init(body, in, out); });
  on("GetState", [](Tbank& t, const json& body, In, Out out) { t.get_state(body, out); });
  on("CheckOrder", [](Tbank& t, const json& body, In, Out out) { t.check_order(body, out); });
  on("GetQr", [](Tbank& t, const json& body, In, Out out) { t.get_qr(body, out); });
  on("Cancel", [](Tbank& t, const json& body, In, Out out) { t.cancel(body, out); });
}

}  // namespace kabinet::sandbox

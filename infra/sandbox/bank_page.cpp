// See bank_page.hpp. Plain HTML made here, no script: it must work in every browser, and what it
// shows of a payment is escaped. Only the four cards named on the page exist.
#include "bank_page.hpp"

#include "bank.hpp"
#include "bank_http.hpp"

#include <algorithm>

namespace kabinet::sandbox {

namespace {

struct Card {
  std::string number;
  std::string ru;
  std::string en;
  std::string reason;  // "" pays, "3ds" asks for a code first
};

const std::vector<Card>& cards() {
  static const std::vector<Card> all{
      {"2200000000000012", "оплата проходит", "pays", ""},
      {"2200000000000020", "недостаточно средств", "insufficient funds", "insufficient_funds"},
      {"2200000000000038", "подозрение на мошенничество", "fraud suspected", "fraud_suspected"},
      {"2200000000000046", "спросит код 3-D Secure: 1234", "asks for a 3-D Secure code: 1234",
       "3ds"}};
  return all;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

const std::string& say(const Payment& p, const std::string& ru, const std::string& en) {
  return p.language == "en" ? en : ru;
}

std::string money(std::int64_t kopecks) {
  std::string text = roubles(kopecks);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 6; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), "\u00A0");
  }
  std::replace(text.begin(), text.end(), '.', ',');
  return text + "\u00A0₽";
}

void show(Out out, const Payment& p, const std::string& title, const std::string& inside) {
  static const std::string style =
      "body{margin:0;background:#f4f5f7;color:#16202b;font:17px/1.5 system-ui,sans-serif}"
      "main{max-width:30rem;margin:2rem auto;padding:1.5rem;background:#fff;"
      "border:1px solid #dde2e8;border-radius:1rem}h1{font-size:1.3rem;margin:0 0 .5rem}"
      ".sum{font-size:2rem;font-weight:700;margin:.25rem 0}.quiet{color:#5b6775}"
      "label{display:block;margin:1rem 0 .25rem}input{font:inherit;width:100%;padding:.6rem;"
      "box-sizing:border-box;border:1px solid #8a96a3;border-radius:.6rem}"
      "button{font:inherit;padding:.7rem 1.2rem;margin:1rem .5rem 0 0;border-radius:.6rem;"
      "border:1px solid #1c5d99;background:#fff;color:#1c5d99;cursor:pointer}"
      "button[value=pay]{background:#1c5d99;color:#fff}td{padding:.2rem .6rem .2rem 0}"
      "@media(max-width:26rem){main{margin:0;border:0;border-radius:0}"
      "td{display:block;padding:0}td+td{padding-bottom:.6rem}}";
  out.set_header("Cache-Control", "no-store");
  out.set_content("<!doctype html><html lang=\"" + say(p, "ru", "en") +
                      "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\"><title>" + title +
                      "</title><style>" + style + "</style></head><body><main><h1>" + title +
                      "</h1><p class=\"quiet\">" +
                      say(p, "Стенд: деньги не списываются.", "Stand-in: no money is taken.") +
                      "</p><p class=\"sum\">" + money(p.kopecks) + "</p><p>" +
                      escaped(p.purpose) + "</p>" + inside + "</main></body></html>",
                  "text/html; charset=utf-8");
}

std::string buttons(const Payment& p, const std::string& pay) {
  return "<button name=\"act\" value=\"pay\">" + pay +
         "</button><button name=\"act\" value=\"cancel\" formnovalidate>" +
         say(p, "Отказаться", "Cancel") + "</button></form>";
}

void show_card_form(Out out, const Payment& p) {
  std::string table;
  for (const Card& card : cards()) {
    table += "<tr><td><code>" + card.number + "</code></td><td>" + say(p, card.ru, card.en) +
             "</td></tr>";
  }
  show(out, p, say(p, "Оплата картой", "Payment by card"),
       "<form method=\"post\"><label for=\"card\">" + say(p, "Номер карты", "Card number") +
           "</label><input id=\"card\" name=\"card\" inputmode=\"numeric\" autocomplete=\"off\""
           " required pattern=\"[0-9 ]{16,19}\" value=\"" + cards().front().number + "\">" +
           buttons(p, say(p, "Оплатить", "Pay")) + "<p class=\"quiet\">" +
           say(p, "Тестовые карты:", "Test cards:") + "</p><table>" + table + "</table>");
}

void show_code_form(Out out, const Payment& p) {
  show(out, p, "3-D Secure",
       "<form method=\"post\"><label for=\"code\">" +
           say(p, "Код из сообщения банка (1234)", "Code from your bank (1234)") +
           "</label><input id=\"code\" name=\"code\" inputmode=\"numeric\" required"
           " autocomplete=\"one-time-code\">" +
           buttons(p, say(p, "Подтвердить", "Confirm")));
}

class Pages {
 public:
  explicit Pages(Bank& bank) : bank_(bank) {}

  void pay_page(In in, Out out) {
    const auto payment = bank_.book().find(in.matches[1]);
    if (!payment) return missing(out);
    if (payment->status != "pending") return back(*payment, out);
    if (payment->confirming) return show_code_form(out, *payment);
    show_card_form(out, *payment);
  }

  void pay(In in, Out out) {
    auto payment = bank_.book().find(in.matches[1]);
    if (!payment) return missing(out);
    if (payment->status != "pending") return back(*payment, out);
    if (in.get_param_value("act") == "cancel") {
      return back(*bank_.end(payment->id, "expired_on_confirmation"), out);
    }
    if (payment->confirming) {
      const bool good = in.get_param_value("code") == "1234";
      return back(*bank_.end(payment->id, good ? "" : "3d_secure_failed"), out);
    }
    std::string number = in.get_param_value("card");
    number.erase(std::remove(number.begin(), number.end(), ' '), number.end());
    const auto card = std::find_if(cards().begin(), cards().end(),
                                   [&](const Card& c) { return c.number == number; });
    if (card == cards().end()) return show_card_form(out, *payment);
    if (card->reason == "3ds") return show_code_form(out, *bank_.confirm(payment->id));
    if (!card->reason.empty()) return back(*bank_.end(payment->id, card->reason), out);
    // With a good card the ordered scenario has its say.
    payment = bank_.finish(payment->id);
    if (payment->confirming) return show_code_form(out, *payment);
    back(*payment, out);
  }

  void sbp_page(In in, Out out) {
    const auto payment = by_code(in.matches[1]);
    if (!payment) return missing(out);
    if (payment->status != "pending") return back(*payment, out);
    show(out, *payment, say(*payment, "Оплата по СБП", "Payment by SBP"),
         "<p class=\"quiet\">" +
             say(*payment, "Так выглядит приложение банка плательщика.",
                 "This is what the payer's bank app shows.") +
             "</p><form method=\"post\">" + buttons(*payment, say(*payment, "Оплатить", "Pay")));
  }

  void sbp(In in, Out out) {
    const auto payment = by_code(in.matches[1]);
    if (!payment) return missing(out);
    const bool cancels = in.get_param_value("act") == "cancel";
    back(*(cancels ? bank_.end(payment->id, "expired_on_confirmation")
                   : bank_.finish(payment->id)),
         out);
  }

 private:
  // A payment's id, or the id in the link of its QR code.
  [[nodiscard]] std::optional<Payment> by_code(const std::string& code) {
    if (!code.starts_with("AD10KABINETSANDBOX")) return bank_.book().find(code);
    const std::string digits = code.substr(18);
    if (digits.size() != 14 || digits.find_first_not_of("0123456789") != std::string::npos) {
      return std::nullopt;
    }
    const auto found = bank_.book().page(std::stoull(digits), 1);
    return found.empty() ? std::nullopt : std::optional{found.front()};
  }

  // To the shop, or a last word where no shop waits in this browser (SBP).
  static void back(const Payment& p, Out out) {
    const std::string& to = p.return_url;
    const bool safe = to.starts_with("http://") || to.starts_with("https://");
    if (safe && to.find_first_of("\r\n") == std::string::npos) return out.set_redirect(to, 303);
    const std::string word =
        p.status == "succeeded"  ? say(p, "Оплачено.", "Paid.")
        : p.status == "canceled" ? say(p, "Оплата не прошла.", "Not paid.")
                                 : say(p, "Банк ещё проверяет оплату.", "Still being checked.");
    show(out, p, word, "<p>" + say(p, "Эту страницу можно закрыть.", "You may close this page.") +
                           "</p>");
  }

  static void missing(Out out) {
    out.status = 404;
    out.set_content("404", "text/plain");
  }

  Bank& bank_;
};

}  // namespace

void add_bank_pages(httplib::Server& server, Bank& bank) {
  const auto pages = std::make_shared<Pages>(bank);
  const std::string id = "([A-Za-z0-9_-]+)";
  server.Get("/bank/pay/" + id, [pages](In in, Out out) { pages->pay_page(in, out); });
  server.Post("/bank/pay/" + id, [pages](In in, Out out) { pages->pay(in, out); });
  server.Get("/bank/sbp/" + id, [pages](In in, Out out) { pages->sbp_page(in, out); });
  server.Post("/bank/sbp/" + id, [pages](In in, Out out) { pages->sbp(in, out); });
}

}  // namespace kabinet::sandbox

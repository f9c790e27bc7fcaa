// See bank_desk.hpp. The page is one text like the inbox's: nothing from outside, payments put in
// as text and never as markup.
#include "bank_desk.hpp"

#include "bank.hpp"
#include "bank_http.hpp"

#include <charconv>

namespace kabinet::sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t page_size = 1'000;
constexpr std::size_t pending_shown = 50;

const char* const desk_page = R"page(<!doctype html>
<html lang="ru"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Банк</title>
<style>
body { margin:0; font:16px/1.45 system-ui, sans-serif }
main { max-width:52rem; margin:0 auto; padding:1rem }
h1 { font-size:1.3rem } h2 { font-size:1.05rem; margin:1.5rem 0 .5rem }
button { font:inherit; padding:.45rem .8rem; border-radius:.6rem; border:1px solid #8a96a3;
  background:none; color:inherit; cursor:pointer; text-align:left }
button[aria-pressed=true] { border:2px solid #1c7fd6; font-weight:600 }
#scenarios { display:grid; grid-template-columns:repeat(auto-fill, minmax(15rem, 1fr)); gap:.5rem }
small { display:block; opacity:.75 } table { border-collapse:collapse; width:100% }
td, th { padding:.4rem .5rem; text-align:left; border-bottom:1px solid #8a96a355 }
td:nth-child(2) { white-space:nowrap; font-variant-numeric:tabular-nums }
input { font:inherit; width:5rem; padding:.3rem }
</style></head><body><main>
<p><a href="/">SMS</a></p>
<h1 data-w="title"></h1><p data-w="mark"></p>
<h2 data-w="next"></h2>
<p><label><span data-w="times"></span> <input id="times" type="number" min="1" value="1"></label>
<span id="now" role="status"></span></p>
<div id="scenarios"></div>
<h2 data-w="pending"></h2><table><tbody id="list"></tbody></table><p id="none" data-w="none"></p>
</main><script>
const ru = { title:'Банк (стенд)', mark:'Деньги не списываются. Тестовые карты названы на странице'
  + ' оплаты.', next:'Что встретят следующие платежи', times:'Сколько платежей:',
  pending:'Не завершённые платежи', none:'Таких нет.', finish:'Завершить', left:'осталось' };
const en = { title:'Bank (stand-in)', mark:'No money is taken. The payment page names test cards.',
  next:'What the next payments meet', times:'How many payments:',
  pending:'Unfinished payments', none:'There are none.', finish:'Finish', left:'left' };
const lang = (navigator.language || 'ru').startsWith('ru') ? 'ru' : 'en';
const words = lang === 'ru' ? ru : en;
document.documentElement.lang = lang;
document.title = words.title;
for (const e of document.querySelectorAll('[data-w]')) e.textContent = words[e.dataset.w];
const find = id => document.getElementById(id);
function part(tag, text) {
  const e = document.createElement(tag);
  e.textContent = text;
  return e;
}
const post = (to, body) => fetch(to, { method:'POST', body: JSON.stringify(body ?? {}) });
function scenario(s, now) {
  const b = part('button', s.name);
  b.append(part('small', s[lang]));
  b.ariaPressed = String(s.name === now.next);
  b.onclick = async () => {
    await post('/bank/scenario', { next:s.name, times:Number(find('times').value) });
    load();
  };
  return b;
}
function row(p) {
  const tr = document.createElement('tr'), act = document.createElement('td');
  const sum = new Intl.NumberFormat(lang, { style:'currency', currency:'RUB' });
  const open = part('a', p.id);
  open.href = (p.method === 'sbp' ? '/bank/sbp/' : '/bank/pay/') + p.id;
  const cell = document.createElement('td');
  cell.append(open);
  const b = part('button', words.finish);
  b.onclick = async () => { await post('/bank/payments/' + p.id + '/finish'); load(); };
  act.append(b);
  tr.append(cell, part('td', sum.format(p.amount_kopecks / 100)), part('td', p.provider),
    part('td', p.method), part('td', p.scenario), act);
  return tr;
}
let shown = '';
async function load() {
  const [now, all] = await Promise.all(['/bank/scenario', '/bank/payments?pending']
    .map(async to => (await fetch(to, { cache:'no-store' })).json()));
  const key = JSON.stringify([now, all]);
  if (key === shown) return;
  shown = key;
  find('scenarios').replaceChildren(...now.known.map(s => scenario(s, now)));
  find('now').textContent = now.times ? now.next + ', ' + words.left + ' ' + now.times : '';
  find('list').replaceChildren(...all.map(row));
  find('none').hidden = all.length > 0;
}
load();
setInterval(() => { if (!document.hidden) load().catch(() => {}); }, 1000);
</script></body></html>
)page";

void show_scenario(Out out, const Bank& bank) {
  json known = json::array();
  for (const Scenario& s : scenarios()) {
    known.push_back({{"name", s.name}, {"ru", s.ru}, {"en", s.en}});
  }
  const auto [next, times] = bank.ordered();
  answer(out, {{"next", next}, {"times", times}, {"known", known}});
}

void order(In in, Out out, Bank& bank) {
  const json body = json::parse(in.body, nullptr, false);
  const json given = body.is_object() ? part(body, "times") : json{};
  const std::int64_t times = given.is_number_integer() ? given.get<std::int64_t>()
                             : given.is_null()         ? 1
                                                       : -1;  // not a number: refused below
  const std::string next = body.is_object() ? text(body, "next") : "";
  const bool counts = times >= 0 && times <= 1'000'000;
  if (!counts || !bank.order(next, static_cast<int>(times))) {
    json names = json::array();
    for (const Scenario& s : scenarios()) names.push_back(s.name);
    return answer(out, {{"expected", {{"next", names}, {"times", "0-1000000"}}}}, 422);
  }
  answer(out, {{"next", next}, {"times", times}});
}

// The whole book is written piece by piece: no lock is held and no tree of it is built.
void list(In in, Out out, const Book& book) {
  json pending = json::array();
  if (in.has_param("pending")) {
    for (const Payment& payment : book.newest_pending(pending_shown)) {
      pending.push_back(shown(payment));
    }
    return answer(out, pending);
  }
  std::uint64_t from = 0;
  const std::string since = in.get_param_value("since");
  std::from_chars(since.data(), since.data() + since.size(), from);
  std::string all = "[";
  for (auto some = book.page(from, page_size); !some.empty(); some = book.page(from, page_size)) {
    for (const Payment& payment : some) {
      if (all.size() > 1) all += ",\n";
      all += written(shown(payment));
    }
    from += some.size();
  }
  out.set_header("Cache-Control", "no-store");
  out.set_content(all + "]", "application/json; charset=utf-8");
}

void show_payment(const std::optional<Payment>& payment, Out out) {
  if (!payment) return answer(out, {{"error", "no such payment"}}, 404);
  json body = shown(*payment);
  body["reason"] = payment->reason;
  body["told"] = payment->told;
  if (payment->method == "sbp") body["qr"] = qr_text(*payment);
  answer(out, body);
}

void list_refunds(Out out, const Book& book) {
  json all = json::array();
  for (const Refund& refund : book.refunds()) {
    all.push_back({{"id", refund.id},
                   {"payment_id", refund.payment_id},
                   {"amount_kopecks", refund.kopecks},
                   {"receipt", refund.receipt},
                   {"created_at", instant(refund.created_ms)}});
  }
  answer(out, all);
}

// curl -X POST sends no body and no length; httplib would wait for a body until it gives up.
bool finishes_without_body(In in, Out out, Bank& bank) {
  const std::string front = "/bank/payments/";
  const std::string back = "/finish";
  if (in.method != "POST" || in.has_header("Content-Length") ||
      in.has_header("Transfer-Encoding") || !in.path.starts_with(front) ||
      !in.path.ends_with(back) || in.path.size() < front.size() + back.size()) {
    return false;
  }
  const std::size_t length = in.path.size() - front.size() - back.size();
  show_payment(bank.finish(in.path.substr(front.size(), length)), out);
  return true;
}

}  // namespace

void add_bank_desk(httplib::Server& server, Bank& bank) {
  const std::string payment = "/bank/payments/([A-Za-z0-9_-]+)";
  server.set_pre_routing_handler([&bank](In in, Out out) {
    return finishes_without_body(in, out, bank) ? httplib::Server::HandlerResponse::Handled
                                                : httplib::Server::HandlerResponse::Unhandled;
  });
  server.Get("/bank", [](In, Out out) { out.set_content(desk_page, "text/html; charset=utf-8"); });
  server.Get("/bank/scenario", [&bank](In, Out out) { show_scenario(out, bank); });
  server.Post("/bank/scenario", [&bank](In in, Out out) { order(in, out, bank); });
  server.Get("/bank/payments", [&bank](In in, Out out) { list(in, out, bank.book()); });
  server.Get("/bank/refunds", [&bank](In, Out out) { list_refunds(out, bank.book()); });
  server.Get(payment, [&bank](In in, Out out) {
    show_payment(bank.book().find(in.matches[1]), out);
  });
  server.Post(payment + "/finish", [&bank](In in, Out out) {
    show_payment(bank.finish(in.matches[1]), out);
  });
}

}  // namespace kabinet::sandbox

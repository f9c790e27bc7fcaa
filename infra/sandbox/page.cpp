// What a person sees instead of a phone. Everything is in this one text: no outside fonts, scripts
// or styles; messages are put in as text, never as markup.
#include "page.hpp"

namespace kabinet::sandbox {

const char* const inbox_page = R"page(<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>SMS</title>
<style>
:root {
  --paper:#f4f5f7; --card:#fff; --ink:#16202b; --quiet:#5b6775; --line:#dde2e8;
  --blue:#1c5d99; --fresh:#e7f1fb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper:#11161c; --card:#1a2129; --ink:#e8edf2; --quiet:#9aa7b4; --line:#2b343f;
    --blue:#7cb8ee; --fresh:#1b2f43;
  }
}
* { box-sizing:border-box }
body { margin:0; background:var(--paper); color:var(--ink); font:16px/1.45 system-ui, sans-serif }
main { max-width:44rem; margin:0 auto; padding:1rem }
header { display:flex; flex-wrap:wrap; gap:.5rem 1rem; align-items:baseline; margin:.5rem 0 1rem }
h1 { font-size:1.25rem; margin:0 }
a { color:var(--blue) }
.mark { font-size:.8rem; color:var(--quiet) }
label { display:block; font-size:.85rem; color:var(--quiet); margin-bottom:.25rem }
input { width:100%; font:inherit; padding:.6rem .75rem; color:inherit; background:var(--card);
  border:1px solid var(--line); border-radius:.6rem }
input:focus-visible, button:focus-visible { outline:3px solid var(--blue); outline-offset:2px }
ol { list-style:none; margin:1rem 0; padding:0; display:grid; gap:.75rem }
li { background:var(--card); border:1px solid var(--line); border-radius:.9rem;
  padding:.9rem 1rem }
li.fresh { background:var(--fresh); border-color:var(--blue) }
.top { display:flex; justify-content:space-between; gap:1rem; font-size:.9rem;
  color:var(--quiet) }
.to { font-variant-numeric:tabular-nums; color:var(--ink); font-weight:600; background:none;
  border:0; padding:0; font-size:1rem; cursor:pointer }
.code { font:700 2.6rem/1.15 ui-monospace, monospace; letter-spacing:.18em; color:var(--blue);
  margin:.35rem 0 .1rem; user-select:all }
.text { margin:.25rem 0 0; white-space:pre-wrap; overflow-wrap:anywhere }
.empty, .lost { text-align:center; color:var(--quiet); padding:3rem 1rem }
.lost { padding:.6rem; border-radius:.6rem; border:1px solid var(--line) }
[hidden] { display:none }
</style>
</head>
<body>
<main>
<header><h1 data-w="title"></h1><span class="mark" data-w="mark"></span>
<a href="/bank" data-w="bank"></a></header>
<label for="to" data-w="filter"></label>
<input id="to" type="tel" inputmode="tel" autocomplete="off" placeholder="+7 922 000-00-01">
<p class="lost" id="lost" role="status" data-w="lost" hidden></p>
<ol id="list" aria-live="polite"></ol>
<p class="empty" id="empty" data-w="empty" hidden></p>
</main>
<script>
const ru = {
  title:'Входящие SMS', mark:'стенд: эти сообщения никуда не отправлены',
  bank:'Банк', filter:'Номер получателя', empty:'Сообщений пока нет. Они появятся здесь сами.',
  lost:'Стенд не отвечает, показано последнее известное.' };
const en = {
  title:'SMS inbox', mark:'stand-in: these messages were sent nowhere',
  bank:'Bank', filter:'Recipient', empty:'No messages yet. They will appear here by themselves.',
  lost:'The stand-in does not answer; this is the last known state.' };
const lang = (navigator.language || 'ru').startsWith('ru') ? 'ru' : 'en';
const words = lang === 'ru' ? ru : en;
document.documentElement.lang = lang;
document.title = words.title;
for (const e of document.querySelectorAll('[data-w]')) e.textContent = words[e.dataset.w];

const to = document.getElementById('to'), list = document.getElementById('list');
const asked = new URLSearchParams(location.search).get('to') ?? '';
to.value = asked.trim().replace(/^(?=7\d{10}$)/, '+');
let shown = '';

function part(tag, cls, text) {
  const e = document.createElement(tag);
  e.className = cls;
  e.textContent = text;
  return e;
}
function pretty(n) { return n.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4'); }
function row(m) {
  const li = document.createElement('li'), top = part('div', 'top', ''), at = new Date(m.at);
  if (Date.now() - at < 30000) li.className = 'fresh';
  const number = part('button', 'to', pretty(m.to));
  number.onclick = () => { to.value = m.to; shown = ''; load(); };
  const day = Date.now() - at > 864e5 ? ', ' + at.toLocaleDateString(lang) : '';
  const time = part('time', '', at.toLocaleTimeString(lang) + day);
  time.dateTime = m.at;
  top.append(number, time);
  li.append(top);
  const code = m.text.match(/(?<!\d)\d{6}(?!\d)/);
  if (code) li.append(part('p', 'code', code[0]));
  li.append(part('p', 'text', m.text));
  return li;
}
async function load() {
  const digits = to.value.replace(/\D/g, '');
  try {
    const query = digits.length >= 10 ? '?to=%2B' + digits : '';
    const answer = await fetch('/sms' + query, { cache:'no-store' });
    let all = await answer.json();
    if (digits.length < 10) all = all.filter(m => m.to.includes(digits));
    document.getElementById('lost').hidden = true;
    const fresh = all.filter(m => Date.now() - new Date(m.at) < 30000).length;
    const key = JSON.stringify(all) + fresh;
    if (key === shown) return;
    shown = key;
    list.replaceChildren(...all.map(row));
    document.getElementById('empty').hidden = all.length > 0;
  } catch { document.getElementById('lost').hidden = false; }
}
to.oninput = () => { shown = ''; load(); };
load();
setInterval(() => { if (!document.hidden) load(); }, 1000);
document.onvisibilitychange = () => { if (!document.hidden) load(); };
</script>
</body>
</html>
)page";

}  // namespace kabinet::sandbox

// Takes each demo person through activation as a browser would: the letter's code, the SMS, a
// password. enrol.mjs URL FRONT SANDBOX DIR DEMO_JSON. A second run goes on where one stopped.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { people } from './people.mjs';

const [url, front, sandbox, folder, result] = process.argv.slice(2);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function letters() {
  const [header, ...rows] = readFileSync(join(folder, 'letters.csv'), 'utf8')
    .replace(/^\uFEFF/, '').trim().split(/\r?\n/).map((line) => line.split(';').map((f) => f.replace(/^"|"$/g, '')));
  return Object.fromEntries(rows.map((row) => [row[header.indexOf('client_no')], row[header.indexOf('code')]]));
}

async function ask(path, body, more = {}) {
  const answer = await fetch(front + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...more },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${said.code}`);
  return { ...said, cookie: answer.headers.getSetCookie?.() ?? [answer.headers.get('set-cookie')] };
}

async function sms_code(phone, since) {
  for (let turn = 0; turn < 200; turn += 1) {
    const inbox = await (await fetch(`${sandbox}/sms?to=${encodeURIComponent(phone)}`)).json();
    if (inbox.length > since) return inbox[0].text.match(/\b\d{6}\b/)[0];
    await pause(100);
  }
  throw new Error(`no SMS reached ${phone}`);
}

async function activate(person, code) {
  const before = (await (await fetch(`${sandbox}/sms?to=${encodeURIComponent(person.phone)}`)).json()).length;
  const { challenge } = await ask('/api/activation', { login: person.login, code });
  const { csrf, cookie } = await ask('/api/otp', { challenge, code: await sms_code(person.phone, before) });
  const jar = cookie.filter(Boolean).map((one) => one.split(';')[0]).join('; ');
  await ask('/api/password', { password: person.password }, { Cookie: jar, 'X-CSRF': csrf });
}

const done_file = join(folder, 'enrolled.json');
const done = existsSync(done_file) ? JSON.parse(readFileSync(done_file, 'utf8')) : [];
const codes = letters();
await Promise.all(people.filter((p) => p.password && !done.includes(p.login)).map(async (person) => {
  await activate(person, codes[person.login]);
  done.push(person.login);
  writeFileSync(done_file, JSON.stringify(done));
}));

const name = (p) => [p.first, p.middle, p.last].filter(Boolean).join(' ');
writeFileSync(`${result}.new`, JSON.stringify({
  url,
  sandbox_url: sandbox,
  clients: people.filter((p) => p.password).map((p) => ({ login: p.login, password: p.password, name: name(p), phone: p.phone })),
  letters: people.filter((p) => !p.password).map((p) => ({ login: p.login, code: codes[p.login], phone: p.phone, name: name(p) })),
}, null, 2) + '\n');
renameSync(`${result}.new`, result);

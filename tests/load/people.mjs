// Signs a demo person in as a browser would; gives the headers of an open session.
import { readFileSync } from 'node:fs';

const folder = process.env.VAR ?? new URL('../../var', import.meta.url).pathname;
export const demo = JSON.parse(readFileSync(process.env.KABINET_DEMO ?? `${folder}/demo.json`, 'utf8'));
const front = process.env.KABINET_URL ?? demo.url;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function ask(path, body) {
  const answer = await fetch(front + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${said.code}`);
  return { ...said, cookie: answer.headers.get('set-cookie') };
}

const inbox = async (phone) =>
  (await fetch(`${demo.sandbox_url}/sms?to=${encodeURIComponent(phone)}`)).json();

export async function sign_in(person) {
  const before = (await inbox(person.phone)).length;
  const { challenge } = await ask('/api/login', { login: person.login, password: person.password });
  for (let turn = 0; turn < 200; turn += 1) {
    const messages = await inbox(person.phone);
    if (messages.length > before) {
      const code = messages[0].text.match(/\b\d{6}\b/)[0];
      const opened = await ask('/api/otp', { challenge, code });
      const cookie = opened.cookie.split(/,(?=\s*__Host)/).map((one) => one.trim().split(';')[0]).join('; ');
      return { Cookie: cookie, 'X-CSRF': opened.csrf, 'Sec-Fetch-Site': 'same-origin' };
    }
    await pause(100);
  }
  throw new Error(`no SMS for ${person.login}`);
}

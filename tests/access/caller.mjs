// One caller of the API: an address of its own (so that limits by network do not mix), a cookie
// jar, and a browser's headers. Sign-in goes the whole way, SMS included.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';

export const demo = JSON.parse(readFileSync(process.env.KABINET_DEMO ?? new URL('../../var/demo.json', import.meta.url), 'utf8'));
const front = new URL(process.env.KABINET_URL ?? demo.url);
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let addresses = 0;
// 127.x.y.1: each step is another /24, so no caller meets another's limit.
export const next_address = () => {
  addresses += 1;
  return `127.${1 + (addresses >> 8)}.${addresses & 255}.1`;
};

export function send(method, path, { headers = {}, body, address = next_address(), through = agent } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port: front.port, method, path, agent: through, localAddress: address,
      headers: { Host: front.host, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }), ...headers },
    }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        let said = null;
        try { said = JSON.parse(text); } catch { /* a file, or nothing */ }
        resolve({ status: answer.statusCode, headers: answer.headers, text, said });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const as_json = { 'Content-Type': 'application/json' };
const post = async (path, body, address) => {
  const answer = await send('POST', path, { headers: { ...as_json, 'Sec-Fetch-Site': 'same-origin' }, body: JSON.stringify(body), address });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer;
};

const inbox = async (phone) =>
  (await fetch(`${demo.sandbox_url}/sms?to=${encodeURIComponent(phone)}`)).json();

export async function signed_in(person) {
  const address = next_address();
  const before = (await inbox(person.phone)).length;
  const begun = await post('/api/login', { login: person.login, password: person.password }, address);
  for (let turn = 0; turn < 100; turn += 1) {
    const messages = await inbox(person.phone);
    const fresh = messages.slice(0, messages.length - before).find((one) => /(?<!\d)\d{6}(?!\d)/.test(one.text));
    if (fresh) {
      const code = fresh.text.match(/(?<!\d)\d{6}(?!\d)/)[0];
      const opened = await post('/api/otp', { challenge: begun.said.challenge, code }, address);
      const cookie = opened.headers['set-cookie'].map((one) => one.split(';')[0]).join('; ');
      return { person, address, cookie, csrf: opened.said.csrf };
    }
    await pause(100);
  }
  throw new Error(`no SMS reached ${person.login}`);
}

// The headers of a browser that holds this session.
export const browser = (caller) => ({
  'Sec-Fetch-Site': 'same-origin',
  ...(caller ? { Cookie: caller.cookie, 'X-CSRF': caller.csrf } : {}),
});

export const database = (sql) =>
  execFileSync(new URL('./run', import.meta.url).pathname, ['database', sql], { encoding: 'utf8' }).trim();

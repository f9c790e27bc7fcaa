// What tests of payments touch: HTTP through nginx, the stand-in bank, the database as its
// superuser, the supervisor. Nothing here decides what is right.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const demo = JSON.parse(readFileSync(process.env.KABINET_DEMO ?? `${process.env.VAR ?? `${root}/var`}/demo.json`, 'utf8'));
const front = new URL(process.env.KABINET_URL ?? demo.url);
const bank = new URL(demo.sandbox_url);

// A generator that the seed determines (mulberry32).
export function dice(seed) {
  let state = Number(BigInt.asUintN(32, BigInt(seed)));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    pick: (list) => list[Math.floor(next() * list.length)],
    uuid: () => {
      const hex = createHash('sha256').update(`${seed} ${next()} ${next()}`).digest('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });
// Resolves with {status, body}; status 0 when no answer came.
function ask(to, method, path, body, headers = {}, timeout = 20_000) {
  return new Promise((resolve) => {
    const bytes = body === null ? null : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const request = http.request({ host: '127.0.0.1', port: to.port, method, path, agent, timeout,
      headers: { Host: to.host, ...headers, ...(bytes ? { 'Content-Type': 'application/json', 'Content-Length': bytes.length } : {}) } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', () => resolve({ status: 0, body: null }));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        let said = null;
        try { said = JSON.parse(text); } catch { /* an answer without JSON has no body for us */ }
        resolve({ status: answer.statusCode, body: said, text });
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve({ status: 0, body: null }));
    request.end(bytes ?? undefined);
  });
}
export const portal = (method, path, body = null, headers = {}) => ask(front, method, path, body, { 'Sec-Fetch-Site': 'same-origin', ...headers });
export const sandbox = (method, path, body = null) => ask(bank, method, path, body);

// Lines that are on the disk before the next step is taken.
export class Journal {
  constructor(path) { this.file = openSync(path, 'a'); }
  write(line) { writeSync(this.file, `${JSON.stringify(line)}\n`); fsyncSync(this.file); }
  close() { closeSync(this.file); }
}

export class Database {
  constructor(socket) { this.socket = socket; }
  // Rows of text; waits for a server that is just coming back.
  async rows(sql) {
    for (let turn = 0; ; turn += 1) {
      try {
        const asked = run('psql', ['-X', '-q', '-At', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-U', 'kabinet_admin',
          '-h', this.socket, '-d', 'kabinet', '-f', '-'], { maxBuffer: 1 << 28 });
        asked.child.stdin.on('error', () => {}); // it ended without having read: its code says why
        asked.child.stdin.end(sql); // a question that names thousands is too long for an argument
        return (await asked).stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));
      } catch (error) {
        if (turn > 60) throw error;
        await pause(500);
      }
    }
  }
}

// Words of infra/lib.sh, as infra's own commands use them.
export async function supervisor(words) {
  return (await run('bash', ['-c', `source "$0/infra/lib.sh"; ${words}`, root])).stdout;
}

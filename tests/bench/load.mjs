// One load at a time: wrk, pgbench and a home page, with their answers as numbers. An answer that is
// not what was asked for ends the run, because a fast refusal must not look like speed; a slow one
// does not, it is what is measured (64 callers of PHP that connects each time wait for seconds).
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { promisify } from 'node:util';
import { join } from 'node:path';

const run = promisify(execFile);
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

function milliseconds(text) {
  const [, number, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text);
  return Number(number) * { us: 0.001, ms: 1, s: 1000, m: 60_000 }[unit];
}

// What a load leaves behind is still worked on when it ends, at the cost of whoever comes next.
async function settled(url, headers = {}) {
  const asks = Array.from({ length: 8 }, () => fetch(url, { headers }));
  for (const answer of await Promise.all(asks)) await answer.text();
  await new Promise((resolve) => setTimeout(resolve, 200));
}

async function wrk(script, url, connections, seconds, words) {
  const { stdout } = await run('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency',
    '--timeout', '60s', '-s', join(here, script), url, '--', ...words]);
  const wrong = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/.exec(stdout);
  if (wrong) throw new Error(`${url}: ${wrong[0]}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
    stdout,
  };
}

// {rate, p99} of GETs with rotating tokens.
export async function read(url, connections, seconds, tokens) {
  const measured = await wrk('tokens.lua', url, connections, seconds, [tokens]);
  const [token] = readFileSync(tokens, 'utf8').split('\n', 1);
  await settled(url, { Cookie: `__Host-sid=${token}` });
  return measured;
}

// {rate, p99, taken} of payments at a terminal, to accounts of the file `codes`.
export async function pay(url, connections, seconds, codes) {
  const { stdout, ...measured } = await wrk('terminal.lua', url, connections, seconds,
    [codes, String(Date.now())]);
  const [, refused, said] = /^refused: (\d+) ([^]*)/m.exec(stdout);
  if (refused !== '0') throw new Error(`${url}: ${refused} payments were not taken: ${said}`);
  await settled(`${url}?command=none`);
  return { ...measured, taken: Number(/^taken: (\d+)/m.exec(stdout)[1]) };
}

// p95 in ms of what the home page asks for: session and contracts at once, done when both are there.
// `connections` / 2 people look at it all the time.
export async function home(url, connections, seconds, tokens) {
  const people = readFileSync(tokens, 'utf8').trim().split('\n');
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const get = (path, token) => new Promise((resolve, reject) => {
    http.get(url + path, { agent, headers: { Cookie: `__Host-sid=${token}` } }, (answer) => {
      answer.on('end', () => (answer.statusCode === 200 ? resolve()
        : reject(new Error(`${path}: status ${answer.statusCode}`)))).resume();
    }).on('error', reject);
  });
  const times = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: connections / 2 }, async (_, first) => {
    for (let n = first; performance.now() < end; n += connections / 2) {
      const token = people[n % people.length];
      const from = performance.now();
      await Promise.all([get('/api/session', token), get('/api/contracts', token)]);
      times.push(performance.now() - from);
    }
  }));
  agent.destroy();
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
}

// {rate, taken} of `name`.pgbench.sql with no HTTP at all. Its first seconds are not counted: pgbench
// makes new connections each time, and what those have to compile others have long compiled.
export async function limit(name, host, role, clients, seconds, variables = {}) {
  const start = 1 + Math.ceil(clients / 4);
  const { stdout, stderr } = await run('/usr/lib/postgresql/15/bin/pgbench', ['-n', '-M', 'prepared',
    '-c', String(clients), '-j', '2', '-T', String(start + Number(seconds)), '-P', '1',
    ...Object.entries(variables).flatMap(([key, value]) => ['-D', `${key}=${value}`]),
    '-f', join(here, `${name}.pgbench.sql`), '-h', host, '-U', role, 'kabinet']);
  // "progress: 3.0 s, 412.7 tps, …"; a starved pgbench leaves lines out, so each counts for its span.
  let [from, span, made] = [0, 0, 0];
  for (const [, at, tps] of stderr.matchAll(/^progress: ([\d.]+) s, ([\d.]+) tps/gm)) {
    if (Number(at) > start + 0.5) {
      span += at - from;
      made += tps * (at - from);
    }
    from = Number(at);
  }
  if (span === 0) throw new Error(`pgbench told nothing of its work after ${start} s: ${stderr}`);
  return {
    rate: made / span,
    p99: NaN,
    taken: Number(/transactions actually processed: (\d+)/.exec(stdout)[1]),
  };
}

// Wrong passwords for as long as `during` takes; answers how many tries a second there were.
export async function storm(url, clients, during) {
  const child = spawn('wrk', ['-t1', '-c8', '-d600s', '-s', join(here, 'storm.lua'),
    `${url}/api/login`, '--', String(clients)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (part) => { out += part; });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  try {
    return await during();
  } finally {
    child.kill('SIGINT');
    await ended;
    const rate = /Requests\/sec:\s+([\d.]+)/.exec(out)?.[1];
    console.error(`  storm: ${rate} sign-ins/s`);
  }
}

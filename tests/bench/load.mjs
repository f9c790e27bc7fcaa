// One load at a time: wrk and pgbench, with their answers as numbers. An answer that is not what
// was asked for ends the run, because a fast refusal must not look like speed.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';

const run = promisify(execFile);
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

function milliseconds(text) {
  const [, number, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text);
  return Number(number) * { us: 0.001, ms: 1, s: 1000, m: 60_000 }[unit];
}

// {rate, p99} of GETs with rotating tokens.
export async function read(url, connections, seconds, tokens) {
  const { stdout } = await run('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency',
    '-s', join(here, 'tokens.lua'), url, '--', tokens]);
  const wrong = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/.exec(stdout);
  if (wrong) throw new Error(`${url}: ${wrong[0]}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
  };
}

export async function limit(host, clients, seconds) {
  const { stdout } = await run('/usr/lib/postgresql/15/bin/pgbench', ['-n', '-M', 'prepared',
    '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', join(here, 'limit.pgbench.sql'),
    '-h', host, '-U', 'kabinet_admin', 'kabinet']);
  return { rate: Number(/tps = ([\d.]+)/.exec(stdout)[1]), p99: NaN };
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

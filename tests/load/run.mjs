// R12: scaling, deploying and the sudden death of a worker lose no request; an unsafe one whose worker
// dies is told so, because nobody may repeat it (docs/decisions/0016). Each case makes at least
// 10,000 × SIZE requests (SIZE=10 is the release's 100,000); ROUNDS (2) is how often each disturbance
// comes.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Driver } from './driver.mjs';
import { demo, sign_in } from './people.mjs';

const size = 10_000 * Number(process.env.SIZE ?? 1);
const rounds = Number(process.env.ROUNDS ?? 2);
const url = process.env.KABINET_URL ?? demo.url;
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const run = promisify(execFile);
const infra = async (name, ...words) => run(join(root, 'infra', name), words);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function workers(fn) {
  const { stdout } = await run('bash', ['-c', 'source "$0/infra/lib.sh"; processes', root]);
  return stdout.split('\n').map((line) => line.split(' '))
    .filter(([name, state, pid]) => name?.startsWith(`${fn}:`) && !name.endsWith('_00') && state === 'RUNNING' && pid > 0)
    .map(([, , pid]) => Number(pid));
}

const session = await sign_in(demo.clients[0]);
const reads = [
  { path: '/api/contracts', headers: session, expect: [200] },
  { path: '/api/contracts', headers: session, expect: [200] },
  { path: '/api/session', headers: session, expect: [200] },
  { path: '/api/contracts/00000000-0000-4000-8000-000000000000', headers: session, expect: [404] },
];
// An unsafe method that nginx must never repeat: a challenge that does not exist.
const writes = [{ method: 'POST', path: '/api/otp/resend', headers: { 'Sec-Fetch-Site': 'same-origin' },
  body: JSON.stringify({ challenge: 'A'.repeat(43) }), expect: [410, 429] }];

const told_writes = writes.map((one) => ({ ...one, may_be_told: true }));

async function scale(fn) {
  for (let round = 0; round < rounds; round += 1) {
    for (const count of [4, 1, 2]) {
      await infra('scale', fn, String(count));
      await pause(200);
    }
  }
}
async function deploy(fn) {
  const binary = join(root, 'build', process.env.PRESET ?? 'release', 'bin', fn);
  for (let round = 0; round < rounds; round += 1) await infra('deploy', fn, '--binary', binary);
}
async function kill(fn) {
  for (let round = 0; round < rounds * 4; round += 1) {
    const [first] = await workers(fn);
    if (first) process.kill(first, 'SIGKILL');
    await pause(700);
  }
}
async function rebuild() {
  for (let round = 0; round < rounds; round += 1) {
    await run('bash', ['-c', `source "$0/infra/lib.sh"
      "$PG_BIN/psql" -X -q -U kabinet_admin -h "$RUN" -d kabinet -c 'delete from public.api_build'
      "$0/infra/migrate"`, root]);
    await pause(500);
  }
}
async function alone(fn) {
  await infra('scale', fn, '1');
  await kill(fn);
  await deploy(fn);
  await infra('scale', fn, '2');
}

const cases = [
  ['reads go on while statement and session are scaled', reads, async () => { await scale('statement'); await scale('session'); }],
  ['reads go on while statement and session are deployed', reads, async () => { await deploy('statement'); await deploy('session'); }],
  ['reads go on while workers of statement die by kill -9', reads, () => kill('statement')],
  ['reads wait in the socket while the only worker dies or is replaced', reads, () => alone('statement')],
  ['reads go on while schema api is dropped and rebuilt', reads, rebuild],
  ['writes go on while otp is scaled', writes, () => scale('otp')],
  ['writes go on while otp is deployed', writes, () => deploy('otp')],
  ['writes are answered or told while workers of otp die by kill -9', told_writes, () => kill('otp')],
];

let failed = 0;
for (const [sentence, requests, disturb] of cases) {
  const driver = new Driver(url);
  driver.start(requests);
  let trouble = null;
  try {
    await disturb();
  } catch (error) {
    trouble = error.stderr || error.message;
  }
  await driver.stop(requests[0].method === 'POST' ? Math.min(size, 5_000) : size);
  const deaths = requests === told_writes ? rounds * 4 : 0; // each takes along what one worker held
  const good = driver.lost.length === 0 && trouble === null && driver.told <= deaths * driver.parallel;
  if (!good) failed += 1;
  console.log(`${good ? 'ok' : 'not ok'} - ${sentence}: ${driver.lost.length} lost of ${driver.times.length}, ${driver.told} told,`
    + ` p50 ${driver.percentile(0.5).toFixed(1)} ms, p99 ${driver.percentile(0.99).toFixed(1)} ms`);
  if (trouble) console.log(`  ${trouble}`);
  for (const line of driver.lost.slice(0, 10)) console.log(`  ${line}`);
}
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

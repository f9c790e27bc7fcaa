// The run itself: chaos.mjs FOLDER SOCKETS PAYMENTS KILLS SEED PARALLEL (see run). Intents and
// acknowledgements are journaled with fsync; judge.mjs compares them with all books afterwards.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judge.mjs';
import { Database, Journal, dice, pause, portal, run, sandbox, strike } from './world.mjs';

const [folder, sockets] = process.argv.slice(2);
const [payments, kills, seed, parallel] = process.argv.slice(4).map(Number);
const db = new Database(sockets);
const journal = new Journal(join(folder, 'journal'));
const scenarios = ['success', 'success', 'success', 'success', 'decline_insufficient_funds', 'late_notice', 'lost_notice', 'double_notice',
  'forged_notice', 'three_d_secure_wait', 'error_500'];

// Sessions are made beside the sign-in, which has tests of its own. Node has no BLAKE2b of 32
// bytes; Python, which the supervisor brings along, has.
const blake = `import base64, hashlib, sys
for token in sys.argv[1:]: print(hashlib.blake2b(token.encode(), digest_size=32).hexdigest())`;

async function open_sessions() {
  const contracts = await db.rows(`select c.login, k.id from identity.client c join ledger.contract k on k.client_id = c.id
    where c.login like 'X${seed}-%' order by k.number`);
  const people = new Map();
  for (const [login, id] of contracts) {
    if (!people.has(login)) people.set(login, { login, contracts: [], token: createHash('sha256').update(`chaos ${login}`).digest('base64url') });
    people.get(login).contracts.push(id);
  }
  const sessions = [...people.values()];
  const { stdout } = await run('python3', ['-c', blake, ...sessions.map((one) => one.token)]);
  const hashes = stdout.trim().split('\n');
  await db.rows(`insert into identity.session (token_hash, client_id, level, network, last_seen, expires_at)
    select v.hash, c.id, 'client', 'chaos', now() + interval '6 hours', now() + interval '6 hours'
    from (values ${sessions.map((one, n) => `('${one.login}', '\\x${hashes[n]}'::bytea)`).join(',')}) v (login, hash)
    join identity.client c on c.login = v.login`);
  for (const one of sessions) {
    const said = await portal('GET', '/api/session', null, { Cookie: `__Host-sid=${one.token}` });
    if (said.status !== 200) throw new Error(`no session for ${one.login}: ${said.status}`);
    one.headers = { Cookie: `__Host-sid=${one.token}`, 'X-CSRF': said.body.csrf };
  }
  return sessions;
}

// The same id and body until somebody answers for good.
async function insist(person, body) {
  for (let turn = 0; turn < 240; turn += 1) {
    const said = await portal('POST', '/api/payments', body, person.headers);
    if (said.status === 201 || (said.status >= 400 && said.status < 500 && said.status !== 429)) return said;
    await pause(Math.min(2000, 50 * (turn + 1)));
  }
  return { status: 0, body: null };
}

async function pay(person, chance) {
  const wanted = chance.next() < 0.25 ? person.contracts.slice(0, 2) : [person.contracts[chance.next() < 0.5 ? 0 : 2]];
  const body = { id: chance.uuid(), method: chance.next() < 0.3 ? 'sbp' : 'card',
    items: wanted.map((contract_id) => ({ contract_id, amount_kopecks: 1000 + Math.floor(chance.next() * 90_000) })) };
  if (chance.next() < 0.3) await sandbox('POST', '/bank/scenario', { next: chance.pick(scenarios), times: 1 });
  journal.write({ intent: body.id, total: body.items.reduce((sum, one) => sum + one.amount_kopecks, 0) });
  const twice = chance.next() < 0.15, abandon = chance.next() < 0.08, forged = chance.next() < 0.1;
  const [said, again] = await Promise.all([insist(person, body), twice ? insist(person, body) : null]);
  journal.write({ answered: body.id, status: said.status, state: said.body?.state, number: said.body?.number });
  if (again && (again.status !== said.status || again.body?.number !== said.body?.number)) journal.write({ differs: body.id, one: said.text, other: again.text });
  if (forged) await portal('POST', '/notice/yookassa', { type: 'notification', event: 'payment.succeeded', object: { id: body.id, status: 'succeeded', paid: true } });
  if (said.status === 201 && !abandon) await sandbox('POST', `/bank/payments/${body.id}/finish`);
}

async function kill_at_times(done) {
  const chance = dice(seed + 1);
  const struck = {};
  for (let n = 0; n < kills; n += 1) {
    while (done() < ((n + 0.5) * payments) / kills && done() < payments) await pause(20);
    const what = await strike(chance).catch((error) => `failed: ${error.message}`);
    struck[what] = (struck[what] ?? 0) + 1;
  }
  return struck;
}

const people = await open_sessions();
await db.rows('update payment.setting set unpaid_per_minute = 1000000, unpaid_per_day = 100000000');
const began = Date.now();
const chance = dice(seed);
let begun = 0, finished = 0;
const killing = kill_at_times(() => finished);
await Promise.all(Array.from({ length: parallel }, async () => {
  while (begun < payments) {
    begun += 1;
    const own = dice(Math.floor(chance.next() * 2 ** 32));
    await pay(own.pick(people), own);
    finished += 1;
    if (finished % 5000 === 0) console.log(`  ${finished} paid, ${Math.round((Date.now() - began) / 1000)} s`);
  }
}));
const struck = await killing;
journal.close();
console.log(`  ${payments} payments in ${Math.round((Date.now() - began) / 1000)} s, seed ${seed}, killed: ${Object.entries(struck).map(([what, count]) => `${count} × ${what}`).join(', ')}`);
const lines = readFileSync(join(folder, 'journal'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const failed = await judge(db, lines, seed);
await db.rows('update payment.setting set unpaid_per_minute = default, unpaid_per_day = default');
process.exit(failed ? 1 : 0);

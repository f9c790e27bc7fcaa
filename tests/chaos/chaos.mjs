// The run itself: chaos.mjs FOLDER SOCKETS PAYMENTS KILLS SEED PARALLEL (see run). Intents and
// acknowledgements are journaled with fsync; judge.mjs compares them with all books afterwards.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judge.mjs';
import { insist, lift_limits, open_sessions, restore_limits } from '../payments/people.mjs';
import { Database, Journal, dice, pause, portal, sandbox } from '../payments/world.mjs';
import { strike } from './strike.mjs';

const [folder, sockets] = process.argv.slice(2);
const [payments, kills, seed, parallel] = process.argv.slice(4).map(Number);
const db = new Database(sockets);
const journal = new Journal(join(folder, 'journal'));
const scenarios = ['success', 'success', 'success', 'success', 'decline_insufficient_funds', 'late_notice', 'lost_notice', 'double_notice',
  'forged_notice', 'three_d_secure_wait', 'error_500'];

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

const people = await open_sessions(db, seed);
await lift_limits(db);
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
await restore_limits(db);
process.exit(failed ? 1 : 0);

// The sweep itself: failpoints.mjs FOLDER COPY SOCKETS SEED SEEDS (see run). The first seed meets
// a bank in good order; each further one has other sums and a bank that fails now and then.
import * as cases from './cases.mjs';
import { judge, settled } from './judge.mjs';
import { payer_pays } from './parties.mjs';
import { Worker } from './program.mjs';
import { sweep } from './sweep.mjs';
import { lift_limits, open_sessions, restore_limits } from '../payments/people.mjs';
import { Database, dice, supervisor } from '../payments/world.mjs';

const [, , sockets] = process.argv.slice(2);
const [run_number, seeds] = process.argv.slice(5).map(Number);
const db = new Database(sockets);
const moods = ['success', 'success', 'success', 'double_notice', 'double_notice', 'lost_notice',
  'lost_notice', 'error_500', 'error_500', 'decline_insufficient_funds'];

const people = await open_sessions(db, run_number);
const codes = new Map(await db.rows('select contract_id, code from payment.payer_code'));
const account = (person) => codes.get(person.contracts[0]);
let turn = 0;
const person = () => people[turn++ % people.length];

// Each payment that has arrived is refunded at most once; the pool says when it is empty.
function pool(subjects) {
  const left = subjects.filter((one) => one.row.state === 'succeeded' && !one.refund);
  return () => {
    if (left.length === 0) throw new Error('there are fewer payments to refund than boundaries');
    return left.pop();
  };
}

// Paid by a worker that lives, so that there is something to refund while others die.
async function paid_before(chance, method) {
  const subjects = [];
  while (subjects.length < 20) {
    subjects.push({ where: 'begun to be refunded',
      ...await cases.begin(yookassa, person(), chance, method) });
    await payer_pays(subjects.at(-1).id);
  }
  await settled(db, subjects);
  return { subjects };
}

// Even seeds pay by card at YooKassa and by SBP at T-Bank, odd ones the other way round.
async function sweep_all(seed, scenario) {
  const begun = Date.now();
  const chance = dice(seed);
  const swept = [];
  const go = async (name, deed) => {
    const done = await sweep(name, seed, deed);
    swept.push(done);
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(`  ${name}: ${done.met} boundaries, until ${seconds} s`);
    return done;
  };
  const pay = (method, settings) => cases.pay({ person, chance, method, settings, scenario });
  const odd = seed % 2 === 1;
  const before = await paid_before(chance, odd ? 'sbp' : 'card');
  const [ours, other] = await Promise.all([
    odd ? go('pay sbp', pay('sbp')) : go('pay card', pay('card')),
    odd ? go('pay card at T-Bank', pay('card', cases.at_tbank))
      : go('pay sbp at T-Bank', pay('sbp', cases.at_tbank)),
    go('notice', cases.notice({ person, chance, worker: yookassa })),
    go('notice of T-Bank', cases.notice({ person, chance, worker: tbank })),
    go('terminal', cases.terminal({ person, chance, seed, account })),
    go('refund', cases.refund({ paid: pool(before.subjects), chance }))]);
  await settled(db, swept.flatMap((one) => one.subjects));

  // Another settle would take what the one that is killed is to take; and what other tests have left
  // unpaid rests, or it would be asked about in the same turn and be boundaries of it.
  await supervisor('rpc stopProcessGroup settle > /dev/null');
  await db.rows(`update payment.payment set next_ask_at = now() + interval '1 hour'
    where next_ask_at is not null`);
  const asked = { person, chance, worker: odd ? tbank : yookassa, db };
  await go('settle paid', cases.settle_payment(asked));
  await go('settle declined',
    cases.settle_payment({ ...asked, scenario: 'decline_insufficient_funds' }));
  await go('settle unanswered', cases.settle_unknown(asked));
  await go('settle refund', cases.settle_refund(
    { paid: pool([...before.subjects, ...ours.subjects]), db, chance }));
  await go('settle refund at T-Bank',
    cases.settle_refund({ paid: pool(other.subjects), part: odd, db, chance }));
  await db.rows(`update payment.payment set next_ask_at = now()
    where next_ask_at > now() + interval '50 minutes'`);
  await supervisor('set_workers settle "$(wanted settle)"');
  return [...swept, before];
}

const yookassa = new Worker(0, 'pay'), tbank = new Worker(0, 'pay', cases.at_tbank);
const sweeps = [];
await lift_limits(db);
try {
  for (let k = 0; k < seeds; k += 1) {
    const chance = dice(run_number + k);
    const scenario = () => (k === 0 ? 'success' : chance.pick(moods));
    sweeps.push(...await sweep_all(run_number + k, scenario));
  }
} finally {
  await restore_limits(db);
}
await yookassa.stop();
await tbank.stop();
process.exit(await judge(db, sweeps) ? 1 : 0);

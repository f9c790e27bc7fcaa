// What is done while a program dies, and what the world does about it afterwards. Each function
// here makes a deed for sweep(): it takes the number of a boundary and returns how the program
// ended and its subject, which judge.mjs then looks at:
//   {id or txn, total, refund, differs, where}
// `person()` gives a client with contracts, `chance` the sums.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bank_tells, network, network_repeats, next_meets, notice_of, number_of, payer_pays,
  site } from './parties.mjs';
import { Program, Worker, place, turn_of } from './program.mjs';
import { insist } from '../payments/people.mjs';
import { root } from '../payments/world.mjs';

export const at_tbank = join(place.folder, 'site.tbank.json');
writeFileSync(at_tbank,
  JSON.stringify({ ...site, acquirer: { ...site.acquirer, card: 'tbank', sbp: 'tbank' } }));

// Odd ones pay two contracts at once.
function wish(person, chance, method) {
  const contracts = person.contracts.slice(0, chance.next() < 0.5 ? 1 : 2);
  const items = contracts.map((contract_id) => (
    { contract_id, amount_kopecks: 1000 + Math.floor(chance.next() * 90_000) }));
  const total = items.reduce((sum, one) => sum + one.amount_kopecks, 0);
  return { body: { id: chance.uuid(), method, items }, total };
}

const post = (person, body) => ({ method: 'POST', path: '/api/payments',
  body: JSON.stringify(body),
  headers: { ...person.headers, Host: site.host_name, 'Sec-Fetch-Site': 'same-origin' } });

// Begun by a worker without a failpoint, so that it goes to the acquirer of that worker's settings.
export async function begin(worker, person, chance, method, scenario = 'success') {
  const { body, total } = wish(person, chance, method);
  await next_meets(scenario);
  const said = await worker.ask(post(person, body));
  if (said.status !== 201) throw new Error(`a payment is not begun: ${said.status} ${said.text}`);
  return { id: body.id, total };
}

// What was said before the acquirer had answered may change; what was said after may not.
const is_kept = ({ status, text }) => status === 201 &&
  ['submitted', 'failed'].includes(JSON.parse(text).state);

// The client asks again with the same id and body, through nginx and whatever worker is left;
// those have the copy's own settings, whichever acquirer the first one was told to take.
export const pay = ({ person, chance, method, settings, scenario }) => async (n) => {
  const client = person();
  const { body, total } = wish(client, chance, method);
  await next_meets(scenario());
  const worker = new Worker(n, 'pay', settings);
  const heard = await worker.ask(post(client, body));
  const end = await worker.stop();
  const again = await insist(client, body);
  const differs = is_kept(heard) && heard.text !== again.text
    ? { heard: heard.text, again: again.text } : null;
  await payer_pays(body.id);
  return { ...end, subject: { id: body.id, total, differs } };
};

// The bank's own notice is lost, so that this one is the only word of it.
export const notice = ({ person, chance, worker }) => async (n) => {
  const subject = await begin(worker, person(), chance, 'card', 'lost_notice');
  const one = { ...await payer_pays(subject.id) };
  const killed = new Worker(n, 'notice');
  await killed.ask(notice_of(one));
  const end = await killed.stop();
  await bank_tells(one);
  return { ...end, subject };
};

let transactions = 0;
export const terminal = ({ person, chance, seed, account }) => async (n) => {
  transactions += 1;
  const txn = `${seed}${String(transactions).padStart(6, '0')}`;
  const total = 1000 + Math.floor(chance.next() * 90_000);
  const query = new URLSearchParams({ command: 'pay', txn_id: txn, txn_date: '20260301120133',
    account: account(person()), sum: (total / 100).toFixed(2) }).toString();
  const worker = new Worker(n, 'terminal');
  const heard = await worker.ask({ method: 'GET', path: '/terminal', query, headers: network });
  const end = await worker.stop();
  const number = await network_repeats(query);
  const differs = heard.status && number_of(heard.text) !== number
    ? { heard: heard.text, again: number } : null;
  return { ...end, subject: { txn, total, differs } };
};

// The whole or a part of a payment that has arrived. An operator whose command died gives it once
// more, as he gave it; it may say that there is no longer that much to refund.
export const refund = ({ paid, chance }) => async (n) => {
  const subject = paid();
  subject.refund = chance.next() < 0.5 ? subject.total : Math.floor(subject.total / 3);
  const command = [String(subject.number), (subject.refund / 100).toFixed(2)];
  const program = new Program(n, `${root}/infra/refund`, command);
  const end = await program.end();
  if (end.killed) await new Program(0, `${root}/infra/refund`, command).end();
  return { ...end, subject };
};

// --- settle, while no other settle runs ---

// Paid or declined at the bank, which says so; settle has to ask.
export const settle_payment = ({ person, chance, worker, scenario = 'success' }) => async (n) => {
  const subject = await begin(worker, person(), chance, 'card', scenario);
  await bank_tells(await payer_pays(subject.id));
  return { ...await turn_of(n, 'settle'), subject };
};

// The acquirer took the payment and failed to say so: settle begins it again with the same id.
export const settle_unknown = ({ person, chance, worker, db }) => async (n) => {
  const subject = await begin(worker, person(), chance, 'card', 'error_500');
  await payer_pays(subject.id);
  await db.rows(`update payment.payment set next_ask_at = now() where id = '${subject.id}'`);
  return { ...await turn_of(n, 'settle'), subject };
};

export const settle_refund = ({ paid, part, db, chance }) => async (n) => {
  const subject = paid();
  subject.refund = part ? Math.floor(subject.total / 3) : subject.total;
  await db.rows(`select api.payment_begin_refund('${chance.uuid()}', '${subject.id}',
    ${subject.refund}, ${subject.total}, 'failpoints')`);
  return { ...await turn_of(n, 'settle'), subject };
};

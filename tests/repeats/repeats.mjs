// The run itself: repeats.mjs SOCKETS BURSTS NOTICES SEED (see run).
import { Rules, count_again, paid_at_bank } from '../payments/books.mjs';
import { insist, lift_limits, open_sessions, restore_limits } from '../payments/people.mjs';
import { Database, dice, pause, portal, sandbox } from '../payments/world.mjs';

const [sockets] = process.argv.slice(2);
const [bursts, notices, seed] = process.argv.slice(3).map(Number);
const db = new Database(sockets);
const chance = dice(seed);
const rules = new Rules();
const people = await open_sessions(db, seed);
await lift_limits(db);

const wish = (person, method = 'card') => ({ id: chance.uuid(), method,
  items: [{ contract_id: chance.pick(person.contracts), amount_kopecks: 1000 + Math.floor(chance.next() * 90_000) }] });
const another = (body) => ({ ...body, items: [{ ...body.items[0], amount_kopecks: body.items[0].amount_kopecks + 1 }] });
async function in_turns(count, width, deed) {
  let begun = 0;
  await Promise.all(Array.from({ length: Math.min(width, count) }, async () => {
    while (begun < count) await deed(begun++);
  }));
}
// Ids of the payments that this run made.
const our_ids = async (where = 'true') => (await db.rows(`select p.id from payment.payment p join identity.client c on c.id = p.client_id
  where c.login like 'X${seed}-%' and ${where}`)).flat();
const bank_book = async (ids) => (await sandbox('GET', '/bank/payments')).body.filter((one) => ids.has(one.own_id));

// One id, sent by 2 to 64 at once; every eighth carries another sum. Whichever body comes first is
// the payment: all who sent it hear the same bytes, all others are refused, nobody hears a fault.
async function burst(broken) {
  const person = chance.pick(people);
  const body = wish(person, chance.next() < 0.3 ? 'sbp' : 'card');
  const bodies = Array.from({ length: 2 + Math.floor(chance.next() * 63) }, () => (chance.next() < 0.125 ? another(body) : body));
  const said = await Promise.all(bodies.map((one) => portal('POST', '/api/payments', one, person.headers)));
  const kinds = [body.items[0].amount_kopecks, body.items[0].amount_kopecks + 1].map((sum) => said.filter((_, n) => bodies[n].items[0].amount_kopecks === sum));
  const taken = (list) => list.length > 0 && list.every((one) => one.status === 201 && one.text === list[0].text);
  const refused = (list) => list.every((one) => one.status === 409 || one.status === 422);
  if (!(taken(kinds[0]) && refused(kinds[1])) && !(taken(kinds[1]) && refused(kinds[0]))) broken.push({ id: body.id, said: said.map((one) => one.status) });
  return { id: body.id, requests: bodies.length };
}

async function all_bursts() {
  const broken = [], ids = new Set();
  let requests = 0;
  await in_turns(bursts, 2, async () => {
    const one = await burst(broken);
    ids.add(one.id);
    requests += one.requests;
  });
  rules.hold(`${bursts} bursts of ${requests} requests: the same body hears the same bytes, another one is refused`, broken);
  const made = await our_ids();
  rules.hold('each burst is one payment', made.length === ids.size ? made.filter((id) => !ids.has(id)) : [{ bursts: ids.size, payments: made.length }]);
  const book = await bank_book(ids);
  const known = new Set(book.map((one) => one.own_id));
  rules.hold('and one at the bank', [...ids].filter((id) => !known.has(id)).concat(book.length > known.size ? ['twice'] : []));
}

// What the acquirer would have sent of a payment, and what somebody else might.
const notice = (id, status = 'succeeded', kopecks = 100) => ({ type: 'notification', event: `payment.${status}`,
  object: { id, status, paid: status === 'succeeded', amount: { value: (kopecks / 100).toFixed(2), currency: 'RUB' } } });

async function begin_payments() {
  await sandbox('POST', '/bank/scenario', { next: 'lost_notice', times: notices });
  const ids = new Set();
  await in_turns(notices, 8, async (n) => {
    const person = chance.pick(people);
    const body = wish(person);
    const said = await insist(person, body);
    if (said.status !== 201) throw new Error(`not begun: ${said.status} ${said.text}`);
    ids.add(body.id);
    if (n % 6 !== 0) await sandbox('POST', `/bank/payments/${body.id}/finish`);
  });
  return ids;
}

function shuffled(list) {
  const order = list.map((one) => [chance.next(), one]);
  return order.sort(([a], [b]) => a - b).map(([, one]) => one);
}

async function all_notices() {
  const ids = await begin_payments();
  const book = await bank_book(ids);
  const letters = [];
  let dropped = 0, forged = 0;
  for (const one of book) {
    if (paid_at_bank(one) && chance.next() < 0.1) dropped += 1;
    else if (paid_at_bank(one)) for (let n = 1 + Math.floor(chance.next() * 5); n > 0; n -= 1) letters.push(notice(one.id, 'succeeded', one.amount_kopecks));
    if (chance.next() < 0.1 || !paid_at_bank(one)) {
      forged += 3;
      letters.push(notice(one.id, paid_at_bank(one) ? 'canceled' : 'succeeded', one.amount_kopecks * 10), notice(one.own_id, 'succeeded'), notice(chance.uuid(), 'succeeded'));
    }
  }
  const answers = new Set();
  const order = shuffled(letters);
  await in_turns(order.length, 16, async (n) => answers.add((await portal('POST', '/notice/yookassa', order[n])).status));
  rules.hold(`${order.length} notices, ${forged} of them forged, are all answered 200`, [...answers].filter((status) => status !== 200));
  const wanted = new Set(book.filter(paid_at_bank).map((one) => one.own_id));
  let ours = new Set();
  const began = Date.now();
  for (; Date.now() - began < 60_000; await pause(500)) {
    ours = new Set((await our_ids("p.state = 'succeeded'")).filter((id) => ids.has(id)));
    if ([...wanted].every((id) => ours.has(id))) break;
  }
  rules.hold(`of ${ids.size} payments the ${wanted.size} paid ones are succeeded within 60 s, ${dropped} without any notice`, [...wanted].filter((id) => !ours.has(id)));
  rules.hold('and no other, whatever a notice said', [...ours].filter((id) => !wanted.has(id)));
  const credits = (await db.rows(`select t.operation_no from ledger.transfer t join ledger.contract k on k.id = t.contract_id
    where t.source = 'portal' and k.number like 'X${seed}-%'`)).flat().filter((id) => ids.has(id));
  rules.hold('each is in the ledger once', credits.length === wanted.size && new Set(credits).size === wanted.size ? [] : [{ credits: credits.length, paid: wanted.size }]);
}

await all_bursts();
await all_notices();
await count_again(db, rules);
await restore_limits(db);
process.exit(rules.end() ? 1 : 0);

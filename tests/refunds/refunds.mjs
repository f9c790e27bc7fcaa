// refunds.mjs SOCKET SEED: the cases of `run`.
import { join } from 'node:path';
import { Rules, count_again } from '../payments/books.mjs';
import { insist, open_sessions } from '../payments/people.mjs';
import { Database, dice, pause, portal, root, run, sandbox } from '../payments/world.mjs';

const [socket, seed] = process.argv.slice(2);
const db = new Database(socket);
const chance = dice(seed);
const [person] = await open_sessions(db, seed);
const contract_id = person.contracts[0];

const rules = new Rules();
const rule = (sentence, good, seen = '') => rules.hold(sentence, good ? [] : [seen]);
// {code, text} of the operator's command.
async function refund(...words) {
  try {
    return { code: 0, text: (await run(join(root, 'infra/refund'), words.map(String))).stdout.trim() };
  } catch (error) {
    return { code: error.code, text: `${error.stdout}${error.stderr}`.trim() };
  }
}
const owed = async () => (await portal('GET', `/api/contracts/${contract_id}`, null, person.headers)).body.outstanding_kopecks;
const [[number_of_refunds]] = await db.rows('select count(*) from payment.refund');
const refunds = async () => Number((await db.rows('select count(*) from payment.refund'))[0][0]) - Number(number_of_refunds);

async function paid(amount_kopecks) {
  const id = chance.uuid();
  await insist(person, { id, method: 'card', items: [{ contract_id, amount_kopecks }] });
  await sandbox('POST', `/bank/payments/${id}/finish`);
  for (let turn = 0; turn < 300; turn += 1) {
    const said = await portal('GET', `/api/payments/${id}`, null, person.headers);
    if (said.body?.state === 'succeeded') {
      const [[number]] = await db.rows(`select number from payment.payment where id = '${id}'`);
      return { id, number };
    }
    await pause(100);
  }
  throw new Error(`payment ${id} was not paid`);
}

const first = await paid(50_000);
const before = await owed();

for (const words of [[], [first.number], [first.number, '12.3'], [first.number, '-1'], [first.number, '0.00'], ['one', '1.00'], [first.number, '1.00', '--left'],
  ['--ended'], ['--ended', first.id, 'perhaps'], ['--ended', "x' or true --", 'given']]) {
  const said = await refund(...words);
  rule(`"${words.join(' ')}" is refused with how it is written`, said.code !== 0 && said.text.includes('infra/refund NUMBER ROUBLES'), said);
}
const unknown = await refund('999999999', '1.00');
rule('a number that no payment has is named', unknown.code !== 0 && unknown.text.includes('there is no payment 999999999'), unknown);
const nobody = await refund('--ended', chance.uuid(), 'given');
rule('a refund that is none is named', nobody.code !== 0 && nobody.text.includes('there is no refund'), nobody);
const more = await refund(first.number, '500.01');
rule('more than was paid is not refunded', more.code !== 0 && more.text.includes('not refunded'), more);
rule('nothing of all this left a trace', (await refunds()) === 0 && (await owed()) === before, { refunds: await refunds(), owed: await owed() });

const part = await refund(first.number, '100');
rule('a part is refunded', part.code === 0 && part.text === 'refunded', part);
rule('and is owed again', (await owed()) === before + 10_000, await owed());
const again = await refund(first.number, '100');
rule('who believes that nothing was refunded yet is told and refunds nothing', again.code !== 0 && again.text.includes('--left 400.00')
  && (await owed()) === before + 10_000, again);
const rest = await refund(first.number, '400.00', '--left', '400.00');
rule('who knows what is left refunds the rest', rest.code === 0 && (await owed()) === before + 50_000, rest);

// One that no acquirer's answer ends, for settle does not ask.
async function unending(kopecks) {
  const payment = await paid(kopecks);
  const id = chance.uuid();
  await db.rows(`begin; select api.payment_begin_refund('${id}', '${payment.id}', ${kopecks}, ${kopecks}, 'test');
    update payment.refund set next_ask_at = now() + interval '1 day' where id = '${id}'; commit`);
  return id;
}
for (const [truth, state, back] of [['given', 'succeeded', 20_000], ['refused', 'canceled', 0]]) {
  const id = await unending(20_000);
  const owing = await owed();
  const closed = await refund('--ended', id, truth);
  rule(`one that is ${truth} by the acquirer's cabinet is closed`, closed.code === 0 && closed.text.startsWith(state), closed);
  rule(`and what is owed follows (${truth})`, (await owed()) === owing + back, `${owing} → ${await owed()}`);
  const twice = await refund('--ended', id, truth === 'given' ? 'refused' : 'given');
  rule(`closed once it stays so (${truth})`, twice.text.startsWith(state) && (await owed()) === owing + back, twice);
}
// One that was made in the acquirer's own cabinet.
const elsewhere = await paid(30_000);
const owing = await owed();
for (const words of [['--elsewhere', elsewhere.number, '100.00'], ['--elsewhere', elsewhere.number, '100.00', "x' or"]]) {
  const said = await refund(...words);
  rule(`"${words.join(' ')}" is refused with how it is written`, said.code !== 0 && said.text.includes('infra/refund NUMBER ROUBLES'), said);
}
const sent = async () => (await sandbox('GET', '/bank/refunds')).body.length;
const sent_before = await sent();
const written = await refund('--elsewhere', elsewhere.number, '100.00', `cabinet-${seed}`);
rule('a refund made elsewhere is written down', written.code === 0 && written.text === 'succeeded' && (await owed()) === owing + 10_000, written);
const twice_written = await refund('--elsewhere', elsewhere.number, '100.00', `cabinet-${seed}`);
rule('... once', twice_written.code !== 0 && twice_written.text.includes('is known') && (await owed()) === owing + 10_000, twice_written);
const too_much = await refund('--elsewhere', elsewhere.number, '200.01', `more-${seed}`);
rule('... and not more than was paid', too_much.code !== 0 && (await owed()) === owing + 10_000, too_much);
rule('... and nothing of it is sent', (await sent()) === sent_before);
await count_again(db, rules);

// A balance that somebody changed behind the ledger's back is told within a minute.
const spoilt = `update ledger.balance set fee_kopecks = fee_kopecks + 7 where contract_id = '${contract_id}'`;
const alarm = "from payment.alarm where kind = 'ledger_does_not_agree' and closed_at is null";
await db.rows(spoilt);
const until = Date.now() + 60_000;
let told = '';
while (told === '' && Date.now() < until) {
  await pause(500);
  told = (await run(join(root, 'infra/alarms'), []).catch((error) => error)).stdout;
  if (!told.includes('ledger_does_not_agree')) told = '';
}
await db.rows(spoilt.replace('+ 7', '- 7'));
rule('a balance that was changed by hand is an alarm within a minute', told !== '', told);
await db.rows(`update payment.alarm set closed_at = now() where id in (select id ${alarm})`);
process.exit(rules.end() ? 1 : 0);

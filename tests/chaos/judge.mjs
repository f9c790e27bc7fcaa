// What must be true after a chaos run, whatever was killed: the journal of what was acknowledged,
// the payments, the ledger and the bank's own book are one story.
import { Rules, count_again, paid_at_bank } from '../payments/books.mjs';
import { pause, sandbox } from '../payments/world.mjs';

const bank_book = async (ids) => (await sandbox('GET', '/bank/payments')).body.filter((one) => ids.has(one.own_id));

// Until ours and the bank's agree, or nothing has moved for two minutes: a lost notice heals within
// one, and what a long run has left in the queue takes its time.
async function settled(db, ids) {
  let book = [], ours = new Map();
  for (let turn = 0, left = Infinity; turn < 60; turn += 1) {
    book = await bank_book(ids);
    const rows = await db.rows('select id, state, amount_kopecks + fee_kopecks from payment.payment');
    ours = new Map(rows.map(([id, state, sum]) => [id, { state, sum: Number(sum) }]));
    const open = book.filter((one) => paid_at_bank(one) && ours.get(one.own_id)?.state !== 'succeeded');
    const unclear = [...ids].filter((id) => ['created', 'processing'].includes(ours.get(id)?.state));
    if (open.length === 0 && unclear.length === 0) break;
    if (open.length + unclear.length < left) turn = 0;
    left = Math.min(left, open.length + unclear.length);
    await pause(2000);
  }
  return { book, ours };
}

export async function judge(db, lines, seed) {
  const ids = new Set(lines.filter((line) => line.intent).map((line) => line.intent));
  const acknowledged = lines.filter((line) => line.answered && line.status === 201).map((line) => line.answered);
  let book, ours, paid, credited;
  // A payer whom the bank let wait may end while we look: only a bank that stood still is compared.
  for (let turn = 0; turn < 20; turn += 1) {
    ({ book, ours } = await settled(db, ids));
    paid = book.filter(paid_at_bank);
    [[credited]] = await db.rows(`select coalesce(sum(-t.effect_kopecks), 0) from ledger.transfer t join ledger.contract c on c.id = t.contract_id
      where t.source = 'portal' and c.number like 'X${seed}-%'`);
    if ((await bank_book(ids)).filter(paid_at_bank).length === paid.length) break;
  }
  const twice = await db.rows(`select i.payment_id from payment.item i join ledger.transfer t on t.source = 'portal'
    and t.operation_no in (i.payment_id::text, i.payment_id || '/' || i.seq) and t.contract_id = i.contract_id
    group by i.payment_id, i.seq having count(*) > 1`);
  const [[fees]] = await db.rows("select coalesce(sum(fee_kopecks), 0) from payment.payment where state = 'succeeded'");
  const states = {};
  for (const id of ids) states[ours.get(id)?.state] = (states[ours.get(id)?.state] ?? 0) + 1;
  console.log(`  states: ${Object.entries(states).map(([state, count]) => `${state} ${count}`).join(', ')}; at the bank ${book.length}, paid ${paid.length}`);
  const rules = new Rules();
  rules.hold(`acknowledged and lost: 0 of ${acknowledged.length}`, acknowledged.filter((id) => !ours.has(id)));
  rules.hold('every intent was answered', [...ids].filter((id) => !acknowledged.includes(id) && !lines.some((line) => line.answered === id && line.status)));
  rules.hold('the same request heard the same answer', lines.filter((line) => line.differs));
  rules.hold('no payment reached the ledger twice', twice.flat());
  const by_own = new Map();
  for (const one of paid) by_own.set(one.own_id, (by_own.get(one.own_id) ?? 0) + 1);
  rules.hold('no payment was taken twice at the bank', [...by_own].filter(([, count]) => count > 1));
  rules.hold('every payment of the bank is ours and has its sum', book.filter((one) => ours.get(one.own_id)?.sum !== one.amount_kopecks).map((one) => one.own_id));
  rules.hold('paid at the bank is succeeded here, and nothing else is', [
    ...paid.filter((one) => ours.get(one.own_id)?.state !== 'succeeded').map((one) => one.own_id),
    ...[...ids].filter((id) => ours.get(id)?.state === 'succeeded' && !by_own.has(id))]);
  rules.hold('every intent is in a definite state', [...ids].filter((id) => !['submitted', 'succeeded', 'canceled', 'failed'].includes(ours.get(id)?.state)));
  const total = paid.reduce((sum, one) => sum + one.amount_kopecks, 0);
  rules.hold(`the bank's ${total} kopecks are the ledger's`, total === Number(credited) + (Number(fees) && 0) ? [] : [{ bank: total, ledger: credited }]);
  await count_again(db, rules);
  return rules.end();
}

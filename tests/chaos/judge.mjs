// What must be true after a chaos run, whatever was killed: the journal of what was acknowledged,
// the payments, the ledger and the bank's own book are one story.
import { pause, sandbox } from './world.mjs';

const paid_at_bank = (one) => ['succeeded', 'CONFIRMED', 'REFUNDED', 'PARTIAL_REFUNDED'].includes(one.status);

// Until ours and the bank's agree, or two minutes are over: a lost notice heals within one.
async function settled(db, ids) {
  let book = [], ours = new Map();
  for (let turn = 0; turn < 60; turn += 1) {
    book = (await sandbox('GET', '/bank/payments')).body.filter((one) => ids.has(one.own_id));
    const rows = await db.rows('select id, state, amount_kopecks + fee_kopecks from payment.payment');
    ours = new Map(rows.map(([id, state, sum]) => [id, { state, sum: Number(sum) }]));
    const open = book.filter((one) => paid_at_bank(one) && ours.get(one.own_id)?.state !== 'succeeded');
    const unclear = [...ids].filter((id) => ['created', 'processing'].includes(ours.get(id)?.state));
    if (open.length === 0 && unclear.length === 0) break;
    await pause(2000);
  }
  return { book, ours };
}

export async function judge(db, lines, seed) {
  const ids = new Set(lines.filter((line) => line.intent).map((line) => line.intent));
  const acknowledged = lines.filter((line) => line.answered && line.status === 201).map((line) => line.answered);
  const { book, ours } = await settled(db, ids);
  const paid = book.filter(paid_at_bank);
  const [[check]] = await db.rows('select api.payment_check()');
  const said = JSON.parse(check);
  const twice = await db.rows(`select i.payment_id from payment.item i join ledger.transfer t on t.source = 'portal'
    and t.operation_no in (i.payment_id::text, i.payment_id || '/' || i.seq) and t.contract_id = i.contract_id
    group by i.payment_id, i.seq having count(*) > 1`);
  const [[credited]] = await db.rows(`select coalesce(sum(-t.effect_kopecks), 0) from ledger.transfer t join ledger.contract c on c.id = t.contract_id
    where t.source = 'portal' and c.number like 'X${seed}-%'`);
  const [[fees]] = await db.rows("select coalesce(sum(fee_kopecks), 0) from payment.payment where state = 'succeeded'");
  const states = {};
  for (const id of ids) states[ours.get(id)?.state] = (states[ours.get(id)?.state] ?? 0) + 1;
  console.log(`  states: ${Object.entries(states).map(([state, count]) => `${state} ${count}`).join(', ')}; at the bank ${book.length}, paid ${paid.length}`);
  let failed = 0, passed = 0;
  const rule = (sentence, wrong) => {
    if (wrong.length) failed += 1; else passed += 1;
    console.log(`${wrong.length ? 'not ok' : 'ok'} - ${sentence}${wrong.length ? `: ${wrong.length}, first ${JSON.stringify(wrong.slice(0, 3))}` : ''}`);
  };
  rule(`acknowledged and lost: 0 of ${acknowledged.length}`, acknowledged.filter((id) => !ours.has(id)));
  rule('every intent was answered', [...ids].filter((id) => !acknowledged.includes(id) && !lines.some((line) => line.answered === id && line.status)));
  rule('the same request heard the same answer', lines.filter((line) => line.differs));
  rule('no payment reached the ledger twice', twice.flat());
  const by_own = new Map();
  for (const one of paid) by_own.set(one.own_id, (by_own.get(one.own_id) ?? 0) + 1);
  rule('no payment was taken twice at the bank', [...by_own].filter(([, count]) => count > 1));
  rule('every payment of the bank is ours and has its sum', book.filter((one) => ours.get(one.own_id)?.sum !== one.amount_kopecks).map((one) => one.own_id));
  rule('paid at the bank is succeeded here, and nothing else is', [
    ...paid.filter((one) => ours.get(one.own_id)?.state !== 'succeeded').map((one) => one.own_id),
    ...[...ids].filter((id) => ours.get(id)?.state === 'succeeded' && !by_own.has(id))]);
  rule('every intent is in a definite state', [...ids].filter((id) => !['submitted', 'succeeded', 'canceled', 'failed'].includes(ours.get(id)?.state)));
  const total = paid.reduce((sum, one) => sum + one.amount_kopecks, 0);
  rule(`the bank's ${total} kopecks are the ledger's`, total === Number(credited) + (Number(fees) && 0) ? [] : [{ bank: total, ledger: credited }]);
  rule('the ledger sums to zero and agrees with its balances and with the payments', said.differences === 0 && said.ledger.ok ? [] : [said]);
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}

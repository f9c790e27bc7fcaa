// What must be true after a sweep, wherever a program was cut off: our rows, the ledger, the
// bank's book and the messages tell of each payment once, and the same.
import { bank_tells } from './parties.mjs';
import { Rules, count_again, paid_at_bank } from '../payments/books.mjs';
import { pause, sandbox } from '../payments/world.mjs';

// Everything of ours about some payments. `news` counts the events a client is told of by SMS.
const ours_of = (where) => `select row_to_json(x) from (
  select p.id, p.number, p.state, p.provider, p.provider_id as txn,
    p.amount_kopecks::int as total, p.fee_kopecks::int as fee,
    p.refunded_kopecks::int as refunded,
    (select count(*) from payment.item i where i.payment_id = p.id) as items,
    (select coalesce(sum(a.amount_kopecks), 0)::int from payment.allocation a
     where a.payment_id = p.id) as allocated,
    c.credits, c.credited, c.taken_back, c.unbalanced,
    (select array_agg(r.amount_kopecks::int) from payment.refund r where r.payment_id = p.id)
      as refunds,
    (select count(*) from payment.event e where e.payment_id = p.id and (e.to_state = 'succeeded'
       or e.from_state = 'processing' and e.to_state in ('canceled', 'failed')))
      + (select count(*) from payment.refund r
         where r.payment_id = p.id and r.state = 'succeeded') as news,
    (select count(*) from queue.outbox o where o.topic = 'sms' and o.key like 'payment %'
       and split_part(o.key, ' ', 3) in (select p.id::text union select r.id::text
         from payment.refund r where r.payment_id = p.id)) as messages,
    (select coalesce(json_agg(m.kind), '[]') from payment.alarm m where m.key in
       (select p.id::text union select r.id::text from payment.refund r
        where r.payment_id = p.id)) as alarms
  from payment.payment p cross join lateral (
    select count(*) filter (where t.source <> 'refund') as credits,
      coalesce(sum(-t.effect_kopecks) filter (where t.source <> 'refund'), 0)::int as credited,
      coalesce(sum(t.effect_kopecks) filter (where t.source = 'refund'), 0)::int as taken_back,
      count(*) filter (where (select sum(g.amount_kopecks) from ledger.posting g
        where g.transfer_id = t.id) is distinct from 0) as unbalanced
    from ledger.transfer t where t.id in (
      select made.id from ledger.transfer made where made.source in ('portal', 'terminal')
        and made.operation_no in (select p.id::text union select p.id || '/' || i.seq
          from payment.item i where i.payment_id = p.id)
      union select back.id from ledger.transfer back join payment.refund r
        on r.payment_id = p.id and back.operation_no like r.id || '/%'
        where back.source = 'refund')) c
  where ${where}) x`;

const listed = (words) => words.map((one) => `'${one}'`).join(',') || 'null';

export async function look(db, subjects) {
  const ids = subjects.filter((one) => one.id).map((one) => `'${one.id}'::uuid`);
  const txns = subjects.filter((one) => one.txn).map((one) => one.txn);
  const rows = await db.rows(ours_of(`p.id in (${ids.join(',') || 'null'})
    or p.method = 'terminal' and p.provider_id in (${listed(txns)})`));
  const ours = rows.map(([text]) => JSON.parse(text));
  const book = (await sandbox('GET', '/bank/payments')).body;
  const refunds = (await sandbox('GET', '/bank/refunds')).body;
  for (const one of subjects) {
    one.rows = ours.filter((row) => (one.id ? row.id === one.id : row.txn === one.txn));
    one.row = one.rows[0] ?? {};
    one.number = one.row.number;
    one.bank = book.filter((entry) => one.id && entry.own_id === one.id);
    one.declined = one.bank.some((entry) => entry.scenario.startsWith('decline'));
    one.back = refunds.filter((entry) => entry.payment_id === one.bank[0]?.id);
  }
}

const end_of = (one) => (one.declined ? 'canceled' : 'succeeded');
const is_settled = (one) => one.row.state === end_of(one) &&
  one.row.refunded === (one.refund ?? 0) && one.row.news === one.row.messages;

// Until all have come to their end. A lease that a dead settle left behind ends in half a minute;
// the bank, which repeats its notices, is quicker.
export async function settled(db, subjects) {
  for (let turn = 0, left = Infinity; turn < 120; turn += 1) {
    await look(db, subjects);
    const open = subjects.filter((one) => !is_settled(one));
    if (open.length === 0) return;
    if (open.length < left) turn = 0;
    left = open.length;
    if (turn % 8 === 2) {
      for (const one of open) if (one.bank[0]) await bank_tells(one.bank[0]);
    }
    await pause(500);
  }
}

export async function judge(db, sweeps) {
  // A refunded one is of two sweeps.
  const subjects = [...new Set(sweeps.flatMap((one) => one.subjects))];
  await settled(db, subjects);
  const rules = new Rules();
  const hold = (sentence, wrong, shown) => rules.hold(sentence,
    subjects.filter(wrong).map((one) => [one.where, one.id ?? one.txn, shown(one)]));
  for (const { name, seed, met } of sweeps.filter((one) => one.name)) {
    rules.hold(`${name}, seed ${seed}: at each of ${met} boundaries`, met < 3 ? [met] : []);
  }
  hold(`${subjects.length} wishes, as many payments`, (one) => one.rows.length !== 1,
    (one) => one.rows.length);
  hold('each has come to the end that the bank gave it',
    (one) => one.row.state !== end_of(one), ({ row }) => row.state);
  hold('the bank has each once, with our sum', ({ id, bank, total, row }) => id &&
    (bank.length !== 1 || bank[0].amount_kopecks !== total + row.fee ||
      bank[0].provider !== row.provider), ({ bank }) => bank);
  hold('paid at the bank is what succeeded', ({ id, bank, row }) => id &&
    (row.state === 'succeeded') !== bank.some(paid_at_bank), ({ bank }) => bank);
  hold('each item is credited once', ({ row }) => row.credits !==
    (row.state === 'succeeded' ? row.items : 0), ({ row }) => [row.credits, row.items]);
  hold('the sum is credited and allocated to the kopeck', ({ row, total, declined }) =>
    [row.credited, row.allocated].some((sum) => sum !== (declined ? 0 : total)),
  ({ row, total }) => [row.credited, row.allocated, total]);
  hold('a refund is begun once and given back once', ({ row, back, refund = 0 }) =>
    [row.refunds ?? [], back.map((one) => one.amount_kopecks)]
      .some((sums) => String(sums) !== String(refund ? [refund] : [])),
  ({ row, back }) => [row.refunds, back]);
  hold('what was given back has left the ledger', ({ row, refund = 0 }) =>
    row.refunded !== refund || row.taken_back !== refund,
  ({ row }) => [row.state, row.refunded, row.taken_back]);
  hold('the postings of every transfer sum to zero', ({ row }) => row.unbalanced !== 0,
    ({ row }) => row.unbalanced);
  hold('each piece of news is one message', ({ row }) => row.news !== row.messages,
    ({ row }) => [row.news, row.messages]);
  hold('nobody has to look at any of them', ({ row }) => row.alarms?.length,
    ({ row }) => row.alarms);
  hold('who asked again heard the same', ({ differs }) => differs, ({ differs }) => differs);
  await count_again(db, rules);
  return rules.end();
}

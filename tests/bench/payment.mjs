// The path of a payment beside its peers: a terminal network's `pay` through nginx, the function and
// one transaction with its fsync. Before anybody is timed all must answer the same; after it the
// ledger must hold what was acknowledged. payment.mjs URL RUN DIR ROUNDS SECONDS
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { limit, pay } from './load.mjs';
import { atLeast, compete, printRates, printTargets } from './rounds.mjs';

const [url, socketDir, dir, rounds, seconds] = process.argv.slice(2);
const codesFile = `${dir}/codes`;
const codes = readFileSync(codesFile, 'utf8').trim().split('\n');
const places = {
  'Kabinet': `${url}/terminal`,
  'Node fastify': `${url}/bench/terminal/node`,
  'PHP named': `${url}/bench/terminal/php`,
};
const sql = (text) => execFileSync('psql', ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1',
  '-U', 'kabinet_admin', '-h', socketDir, '-d', 'kabinet', '-c', text], { encoding: 'utf8' }).trim();
const taken = () => Number(sql("select count(*) from payment.payment " +
  "where provider = 'osmp' and state = 'succeeded'"));

let acknowledged = 0;

async function ask(place, command) {
  const answer = await fetch(`${place}?${new URLSearchParams(command)}`);
  if (answer.status !== 200) throw new Error(`${place}: status ${answer.status}`);
  return `${answer.headers.get('content-type')}\n${await answer.text()}`;
}

// The same commands to everybody: payments of their own, equal but for the txn_id and the number
// they got; one payment told again to each, which is equal to the byte; and what is refused.
async function compareAnswers() {
  let next = Date.now();
  const command = (changes) => ({ command: 'pay', txn_id: '1', account: codes[0], sum: '12.5',
    txn_date: '20260301120133', ...changes });
  const known = command({ txn_id: String(next) });
  const refused = [{ account: '9999999999' }, { account: '' }, { account: 'x'.repeat(65) },
    { sum: '0.00' }, { sum: '0.50' }, { sum: '99999999.00' }, { sum: '5.' }, { sum: '1,5' },
    { txn_id: 'one' }, { txn_date: '20260230120133' }, { command: 'none' },
    { txn_id: known.txn_id, sum: '13' }];
  const said = {};
  for (const [name, place] of Object.entries(places)) {
    const fresh = await ask(place, command({ txn_id: String(next += 1) }));
    if (!fresh.includes('<result>0</result>')) throw new Error(`${name} takes nothing: ${fresh}`);
    said[name] = [fresh.replace(/<(osmp_txn_id|prv_txn)>\d+/g, '<$1>'), await ask(place, known)];
    for (const changes of refused) said[name].push(await ask(place, command(changes)));
  }
  for (const [name, answers] of Object.entries(said)) {
    const at = answers.findIndex((answer, index) => answer !== said.Kabinet[index]);
    if (at >= 0) throw new Error(`${name} answers\n${answers[at]}\nnot\n${said.Kabinet[at]}`);
  }
}

// Counts what was acknowledged while it measures.
const counted = (load) => async (many) => {
  const measured = await load(many);
  acknowledged += measured.taken;
  return measured;
};

const contenders = {
  pgbench: counted((many) => limit('terminal', socketDir, 'fn_terminal', many, seconds,
    { start: Date.now(), made: 0, clients: many, codes: codes.length, day: '2026-03-01' })),
};
for (const [name, place] of Object.entries(places)) {
  contenders[name] = counted((many) => pay(place, many, seconds, codesFile));
}

await compareAnswers();
const before = taken();
const of = await compete(contenders, [8, 32], rounds);
const made = taken() - before;
const ledger = JSON.parse(sql('select api.ledger_check()'));

printRates(Object.keys(contenders), [8, 32], of, 'payments/s');
console.log(`Ledger: ${acknowledged} payments acknowledged, ${made} taken; ${ledger.postings} ` +
  `postings sum to ${ledger.sum_kopecks}, ${ledger.mismatch_count} balances differ.\n`);
if (!ledger.ok || made < acknowledged) throw new Error('the ledger does not hold what was said');

for (const many of [8, 32]) {
  const ratio = (name) => of('Kabinet', many, 'rate') / of(name, many, 'rate');
  atLeast(`payment ÷ pgbench, ${many} connections`, ratio('pgbench'), 0.7);
  atLeast(`payment ÷ Node, ${many} connections`, ratio('Node fastify'), 2);
  atLeast(`payment ÷ PHP-FPM, best written, ${many} connections`, ratio('PHP named'), 1.6);
}
printTargets();

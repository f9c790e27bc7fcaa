// Two IDs, one that exists and one that does not, are tried with a wrong secret, in turn. The bytes
// must be the same but for ids, and the times must not tell which is which: those are always shown,
// but judged from SIZE=10 on, by the requirement's bounds (median 1 ms, AUC 0.52) widened by three
// standard errors of the sample's size.
import { database, demo, finish, forget_tries, post, rule, size } from './rules.mjs';

const masked = (answer) => JSON.stringify([answer.status,
  Object.entries(answer.headers).map(([name, value]) => [name, ['date', 'x-request-id'].includes(name) ? '' : value]),
  answer.text.replace(/"reference":"[^"]*"/, '"reference":""')]);

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
// The chance that a try of class b takes longer than one of class a.
function auc(a, b) {
  const all = [...a.map((t) => [t, 0]), ...b.map((t) => [t, 1])].sort((x, y) => x[0] - y[0]);
  let below = 0;
  let wins = 0;
  for (const [, is_b] of all) {
    if (is_b) wins += below;
    else below += 1;
  }
  return wins / (a.length * b.length);
}
const spread = (all) => {
  const m = median(all);
  return 1.4826 * median(all.map((t) => Math.abs(t - m)));
};

async function compare(what, count, classes) {
  const address = '127.0.0.1'; // nginx counts no requests of the machine itself
  const names = Object.keys(classes);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const bytes = new Set();
  for (let turn = -5; turn < count; turn += 1) { // the first ones warm workers up
    if (turn % 4 === 0 || turn < 0) forget_tries();
    // The first try after tries were forgotten is the slowest: each class has that turn as often.
    const order = (turn + Math.floor(turn / 4)) % 2 === 0 ? names : [...names].reverse();
    for (const name of order) {
      const [path, body] = classes[name](turn);
      const from = process.hrtime.bigint();
      const answer = await post(path, body, address);
      if (turn >= 0) times[name].push(Number(process.hrtime.bigint() - from) / 1e6);
      bytes.add(masked(answer));
    }
  }
  const [a, b] = names.map((name) => times[name]);
  const gap = Math.abs(median(a) - median(b));
  const gap_error = 1.25 * Math.sqrt((spread(a) ** 2 + spread(b) ** 2) / count);
  const area = auc(a, b);
  const area_error = Math.sqrt(1 / (6 * count));
  console.log(`${what}: ${count} a class, medians ${median(a).toFixed(2)} and ${median(b).toFixed(2)} ms, `
    + `gap ${gap.toFixed(2)} (± ${gap_error.toFixed(2)}), AUC ${area.toFixed(3)} (± ${area_error.toFixed(3)})`);
  rule(`${what}: the bytes are the same but for ids`, bytes.size === 1, [...bytes].join('\n'));
  if (size < 10) return; // a busy machine's few tries prove nothing of times either way
  rule(`${what}: the medians are within 1 ms`, gap <= 1 + 3 * gap_error, gap);
  rule(`${what}: times tell no class`, Math.abs(area - 0.5) <= 0.02 + 3 * area_error, area);
}

const { login } = demo.clients[0];
const nobody = `${login}X`;
if (database(`select count(*) from identity.client where login = '${nobody}'`) !== '0') {
  throw new Error(`${nobody} exists, so it is no stranger`);
}
await compare('wrong password', Math.max(30, Math.round(120 * size)), {
  known: () => ['/api/login', { login, password: 'not the password at all' }],
  unknown: () => ['/api/login', { login: nobody, password: 'not the password at all' }],
});
await compare('wrong letter', Math.max(60, Math.round(400 * size)), {
  known: () => ['/api/activation', { login, code: 'ABCDE23456' }],
  unknown: () => ['/api/activation', { login: nobody, code: 'ABCDE23456' }],
});
forget_tries();
finish();

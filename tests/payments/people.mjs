// The clients that registry.mjs made, signed in, and what a browser does with a payment.
import { createHash } from 'node:crypto';
import { pause, portal, run } from './world.mjs';

// Sessions are made beside the sign-in, which has tests of its own. Node has no BLAKE2b of 32
// bytes; Python, which the supervisor brings along, has.
const blake = `import base64, hashlib, sys
for token in sys.argv[1:]: print(hashlib.blake2b(token.encode(), digest_size=32).hexdigest())`;

export async function open_sessions(db, seed) {
  const contracts = await db.rows(`select c.login, k.id from identity.client c join ledger.contract k on k.client_id = c.id
    where c.login like 'X${seed}-%' order by k.number`);
  const people = new Map();
  for (const [login, id] of contracts) {
    if (!people.has(login)) people.set(login, { login, contracts: [], token: createHash('sha256').update(`test ${login}`).digest('base64url') });
    people.get(login).contracts.push(id);
  }
  const sessions = [...people.values()];
  const { stdout } = await run('python3', ['-c', blake, ...sessions.map((one) => one.token)]);
  const hashes = stdout.trim().split('\n');
  await db.rows(`insert into identity.session (token_hash, client_id, level, network, last_seen, expires_at)
    select v.hash, c.id, 'client', 'test', now() + interval '6 hours', now() + interval '6 hours'
    from (values ${sessions.map((one, n) => `('${one.login}', '\\x${hashes[n]}'::bytea)`).join(',')}) v (login, hash)
    join identity.client c on c.login = v.login`);
  for (const one of sessions) {
    const said = await portal('GET', '/api/session', null, { Cookie: `__Host-sid=${one.token}` });
    if (said.status !== 200) throw new Error(`no session for ${one.login}: ${said.status}`);
    one.headers = { Cookie: `__Host-sid=${one.token}`, 'X-CSRF': said.body.csrf };
  }
  return sessions;
}

// The same id and body until somebody answers for good.
export async function insist(person, body) {
  for (let turn = 0; turn < 240; turn += 1) {
    const said = await portal('POST', '/api/payments', body, person.headers);
    if (said.status === 201 || (said.status >= 400 && said.status < 500 && said.status !== 429)) return said;
    await pause(Math.min(2000, 50 * (turn + 1)));
  }
  return { status: 0, body: null };
}

// Whoever pays a thousand times a minute is a test.
export const lift_limits = (db) => db.rows(
  'update payment.setting set unpaid_per_minute = 1000000, unpaid_per_day = 100000000');
export const restore_limits = (db) => db.rows(
  'update payment.setting set unpaid_per_minute = default, unpaid_per_day = default');

// The access matrix (Z1), foreign objects (Z2), forged origins (W3) and hostile bodies (H6, Z4).
// Expectations are computed from the manifests, so that a new route is tested without a line here.
// A machine's route has no session, no object of a client's and no form of ours: what it refuses and
// how is its protocol's, so it must only stand upright.
import { finish, rule } from '../rules.mjs';
import { as_json, browser, database, demo, send, signed_in } from './caller.mjs';
import { filled, object_of, routes } from './routes.mjs';

const size = Number(process.env.SIZE ?? 1);
const ask = (route, headers, what = filled(route)) => send(route.method, what.path, {
  headers: { ...(what.body === undefined ? {} : as_json), ...headers }, body: what.body,
});
const same = (a, b) => a.status === b.status
  && a.text.replace(/"reference":"[^"]*"/, '') === b.text.replace(/"reference":"[^"]*"/, '');

const ours = routes.filter((one) => one.auth !== 'machine');
const machines = routes.filter((one) => one.auth === 'machine');

const [anna, boris] = demo.clients;
const first = await signed_in(anna);
const second = await signed_in(boris);

// --- Z1: route × caller -----------------------------------------------------------------------
const token_of = (caller) => caller.cookie.match(/__Host-sid=([^;]+)/)[1];
const weak = await signed_in(anna);
const ended = await signed_in(anna);
const idle = await signed_in(anna);
const last = (caller) => `(select id from identity.session where client_id =
  (select id from identity.client where login = '${caller.person.login}') order by created_at desc limit 1`;
database(`update identity.session set level = 'activation' where id = ${last(weak)} offset 2)`);
database(`update identity.session set ended_at = now() where id = ${last(ended)} offset 1)`);
database(`update identity.session set last_seen = now() - interval '16 minutes' where id = ${last(idle)})`);

const callers = {
  nobody: null,
  'a made-up cookie': { ...first, cookie: `__Host-sid=${'A'.repeat(43)}` },
  'a cookie of another form': { ...first, cookie: '__Host-sid=1' },
  'an altered cookie': { ...first, cookie: `__Host-sid=${token_of(first).replace(/./g, (c) => (c === 'a' ? 'b' : 'a'))}` },
  'an ended session': ended,
  'an idle session': idle,
  'a session that may only set a password': weak,
  'a client': first,
};
const takes = (route, who) => {
  if (route.auth === 'nobody' || route.auth === 'machine') return 'open';
  if (who === 'a session that may only set a password') return ['activation', 'any'].includes(route.auth) ? 'open' : 'step_up_required';
  if (who === 'a client') return ['client', 'any'].includes(route.auth) ? 'open' : 'step_up_required';
  return 'session_required';
};
const ends = (route) => route.method === 'DELETE' && !route.placed.length; // tried last, on sessions of their own
for (const route of routes.filter((one) => !ends(one))) {
  for (const [who, caller] of Object.entries(callers)) {
    const answer = await ask(route, browser(caller));
    const wanted = takes(route, who);
    const code = answer.said?.code;
    const closed = ['session_required', 'step_up_required', 'csrf_refused'];
    const good = wanted === 'open' ? !closed.includes(code)
      : code === wanted || (code === 'csrf_refused' && !route.safe && caller && caller.cookie !== first.cookie && caller.csrf === first.csrf);
    rule(`${route.method} ${route.pattern} by ${who} is ${wanted}`, good && answer.status < 500, `${answer.status} ${answer.text}`);
  }
}

// --- Z2: route × another's object ---------------------------------------------------------------
const as = (caller) => async (path) => (await send('GET', path, { headers: browser(caller) })).said;
const objects = {
  // Nobody has paid yet, so the other client begins a payment.
  payments: async (caller) => {
    const [contract] = (await as(caller)('/api/contracts')).contracts;
    await send('POST', '/api/payments', { headers: { ...as_json, ...browser(caller) }, body: JSON.stringify({
      id: crypto.randomUUID(), method: 'card', items: [{ contract_id: contract.id, amount_kopecks: 12_300 }] }) });
    return (await as(caller)('/api/payments')).payments.map((one) => one.id);
  },
  contracts: async (caller) => (await as(caller)('/api/contracts')).contracts.map((one) => one.id),
  sessions: async (caller) => (await as(caller)('/api/sessions')).sessions.map((one) => one.id),
};
const secrets = (await as(second)('/api/contracts')).contracts.map((one) => one.number).concat([boris.login, boris.name]);
const mixed = (id) => [id, id.toUpperCase(), `{${id}}`, id.replaceAll('-', ''), `${id}%20`, `%7B${id}%7D`, `${id}'--`,
  '0', '-1', 'null', '[]', `["${id}"]`, `${id},${id}`, '..', id.replace(/.$/, 'x')];
for (const route of ours.filter((one) => one.placed.length)) {
  const find = objects[object_of(route)];
  rule(`${route.pattern} names a kind of object this test can find`, find !== undefined);
  if (!find) continue;
  const foreign = await find(second);
  rule(`there is a foreign object for ${route.pattern}`, foreign.length > 0);
  for (const id of foreign) {
    const own = browser(first);
    const absent = await ask(route, own, filled(route, { id: '00000000-0000-4000-8000-000000000000' }));
    const answer = await ask(route, own, filled(route, { id }));
    rule(`${route.method} ${route.pattern} tells a foreign object from none in nothing`, same(answer, absent) && answer.status === 404, `${answer.text} / ${absent.text}`);
    for (let turn = 0; turn < size; turn += 1) {
      for (const form of mixed(id)) {
        const seen = await ask(route, own, filled(route, { id: encodeURI(form).replaceAll('%25', '%') }));
        rule(`${route.method} ${route.pattern} gives nothing for ${form}`, [400, 404, 405, 422].includes(seen.status)
          && !secrets.some((word) => seen.text.includes(word)), `${seen.status} ${seen.text}`);
      }
    }
  }
}
rule('after all of it the other client is still signed in', (await as(second)('/api/session')).login === boris.login);

// --- W3: forged origins -------------------------------------------------------------------------
const forgeries = {
  'no X-CSRF': { 'X-CSRF': '' },
  'another session\'s X-CSRF': { 'X-CSRF': second.csrf },
  'a cross-site request': { 'Sec-Fetch-Site': 'cross-site' },
  'a same-site request': { 'Sec-Fetch-Site': 'same-site' },
  'another origin': { 'Sec-Fetch-Site': undefined, Origin: 'https://evil.example' },
  'a null origin': { 'Sec-Fetch-Site': undefined, Origin: 'null' },
};
const plain = (headers) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
for (const route of ours.filter((one) => !one.safe)) {
  for (const [how, headers] of Object.entries(forgeries)) {
    if (route.auth === 'nobody' && how.includes('X-CSRF')) continue;
    const caller = route.auth === 'activation' ? weak : first;
    const answer = await ask(route, plain({ ...browser(caller), ...headers }));
    rule(`${route.method} ${route.pattern} with ${how} is refused`, answer.said?.code === 'csrf_refused', answer.text);
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await send(route.method, filled(route).path, {
      headers: { ...browser(route.auth === 'activation' ? weak : first), 'Content-Type': type }, body: '{}',
    });
    rule(`${route.method} ${route.pattern} as ${type} is refused`, answer.status === 415, `${answer.status} ${answer.text}`);
  }
}

// --- H6, Z4: hostile bodies and queries ---------------------------------------------------------
const deep = (n) => '{"a":'.repeat(n) + '1' + '}'.repeat(n);
const bodies = ['[]', '1', 'null', '{', '}', '{"a":1}{"b":1}', '{"a":1,"a":2}', '{"a":[1]}', '{"a":{"b":1}}', '{"a":[[{}]]}', '{"a":[{"b":[{}]}]}',
  '{"a":[{"b":1,"b":2}]}', '{"a.0.b":1}', `{"a":[${'{},'.repeat(200)}{}]}`, '{"a":1.5}', '{"a":1e400}',
  '{"a":184467440737095516160}', '\u0000', '{"a":"\\ud800"}', '{"__proto__":1}', '{"a":NaN}', deep(16), deep(300), '['.repeat(900),
  '{"role":"admin"}', '\uFEFF{}', "{'a':1}", '{"a":"\\u0000"}', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])];
let seed = Number(process.env.SEED ?? 20261122);
const random = (n) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
const noise = () => Buffer.from(Array.from({ length: 1 + random(80) }, () => random(256)));
const queries = ['x=1', 'a=1&a=2', 'a=%zz', 'a=%', '&&==', 'from=31.02.2026&x', '%D0', 'limit=1e9&limit=2', "kind='%20or%201=1--"];
for (const route of ours) {
  const caller = route.auth === 'activation' ? weak : first;
  if (route.safe) {
    for (const query of queries) {
      const answer = await send('GET', `${filled(route).path.split('?')[0]}?${query}`, { headers: browser(caller) });
      rule(`${route.pattern}?${query} is refused in words`, [400, 404, 422].includes(answer.status) && answer.said?.code !== undefined, `${answer.status} ${answer.text}`);
    }
    continue;
  }
  for (const body of [...bodies, ...Array.from({ length: 20 * size }, noise)]) {
    const answer = await send(route.method, filled(route).path, { headers: { ...as_json, ...browser(caller) }, body });
    rule(`${route.method} ${route.pattern} refuses ${JSON.stringify(body.toString()).slice(0, 60)}`,
      [400, 413, 422, 429].includes(answer.status) && answer.headers['content-type'].startsWith('application/problem+json'), `${answer.status} ${answer.text}`);
  }
  for (const [name, kind] of Object.entries(route.in).filter(([field]) => !route.placed.includes(field))) {
    const elements = Array.isArray(kind) ? [[1], [{}], [[]], Array(21).fill(route.fields[name][0]), [{ ...route.fields[name][0], role: 'admin' }]] : [];
    for (const value of [null, true, 1, -1, [], {}, '', 'x'.repeat(900), '\u202e', "' or 1=1; --", ...elements]) {
      const answer = await ask(route, browser(caller), { path: filled(route).path, body: JSON.stringify({ ...route.fields, [name]: value }) });
      const wrong = typeof value !== 'string' || value === '';
      rule(`${route.method} ${route.pattern} takes no ${JSON.stringify(value).slice(0, 20)} as ${JSON.stringify(kind)}`,
        answer.status >= 400 && answer.status < 500 && (!wrong || [400, 413, 422, 429].includes(answer.status)), `${answer.status} ${answer.text}`);
    }
  }
}
for (const route of machines) {
  const stands = (what, answer) => rule(`${route.method} ${route.pattern} stands upright after ${what}`,
    answer.status >= 200 && answer.status < 500 && !secrets.some((word) => answer.text.includes(word)), `${answer.status} ${answer.text}`);
  for (const query of queries) stands(`?${query}`, await send(route.method, `${filled(route).path}?${query}`));
  if (route.safe) continue;
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/xml']) {
    for (const body of [...bodies, ...Array.from({ length: 20 * size }, noise)]) {
      stands(`${JSON.stringify(body.toString()).slice(0, 60)} as ${type}`, await send(route.method, filled(route).path, { headers: { 'Content-Type': type }, body }));
    }
  }
}
rule('the worker that met all this still serves', (await as(first)('/api/session')).login === anna.login);

// --- routes that end sessions, each on a session of its own ---------------------------------------
for (const route of routes.filter(ends)) {
  rule(`${route.pattern} by nobody asks for a session`, (await ask(route, browser(null))).said?.code === 'session_required');
  const fresh = await signed_in(boris);
  const answer = await ask(route, browser(fresh));
  rule(`${route.method} ${route.pattern} ends the session`, answer.status === 204, answer.text);
  rule(`after ${route.method} ${route.pattern} the cookie opens nothing`, (await send('GET', '/api/session', { headers: browser(fresh) })).status === 401);
}

finish();

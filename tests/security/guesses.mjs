// A guesser with many addresses tries passwords of clients and of IDs that nobody has (A4): at most
// five guesses of an account are looked at in a quarter of an hour and ten in a day, none opens a
// session, and all the while the owner signs in from his own device. GUESSES, ADDRESSES: other sizes
// than 300 × SIZE from as many addresses; SIZE=100 is a million from 10,000.
import http from 'node:http';
import { count_of_sms, database, demo, finish, forget_tries, newest_code, next_address, post, rule, size } from './rules.mjs';

const guesses = Number(process.env.GUESSES ?? (size >= 100 ? 1_000_000 : Math.round(300 * size)));
const places = Math.min(guesses, Number(process.env.ADDRESSES ?? 10_000));
const hands = 32;
const addresses = Array.from({ length: places }, next_address);
const nobodies = Array.from({ length: Math.min(100, Math.ceil(guesses / 100)) }, (_, n) => `GUESSED-${n}`);
const logins = [...demo.clients.map((one) => one.login), ...nobodies];
const once = new http.Agent({ keepAlive: false }); // 10,000 addresses keep no connections
const sign_in = (login, password, address, more = {}) => post('/api/login', { login, password }, address, more);

const owner = { ...demo.clients[0], device: '', signed_in: 0, tried: 0 };
async function owner_signs_in(address) {
  // What a day of codes costs is not at stake here.
  database("delete from identity.bucket where limit_name like 'sms%'");
  owner.tried += 1;
  const headers = owner.device ? { Cookie: owner.device } : {};
  const known = await count_of_sms(owner.phone);
  const begun = await sign_in(owner.login, owner.password, address, { headers });
  if (begun.status !== 200) return begun;
  const code = await newest_code(owner.phone, known);
  const opened = await post('/api/otp', { challenge: begun.said.challenge, code }, address, { headers });
  const device = opened.headers['set-cookie']?.map((one) => one.split(';')[0]).find((one) => one.startsWith('__Host-device='));
  owner.device = device ?? owner.device;
  if (opened.status === 200) owner.signed_in += 1;
  return opened;
}

const looked_at = Object.fromEntries(logins.map((login) => [login, 0]));
const words = {};
let made = 0;
async function guess(login) {
  const n = made++;
  const answer = await sign_in(login ?? logins[n % logins.length], `guess number ${n}`, addresses[n % places], { through: once });
  const word = answer.status === 200 ? 'right' : answer.said?.code ?? `status ${answer.status}`;
  words[word] = (words[word] ?? 0) + 1;
  if (word !== 'too_many_requests') looked_at[login ?? logins[n % logins.length]] += 1;
  return word;
}

// One wave of guesses; the owner comes again and again until it is over.
async function wave(count) {
  const until = made + count;
  let over = false;
  const guessing = Promise.all(Array.from({ length: hands }, async () => {
    while (made < until) await guess();
  })).then(() => { over = true; });
  do {
    const answer = await owner_signs_in(addresses[owner.tried % places]);
    if (answer.status !== 200) console.log(`  the owner was answered ${answer.status} ${answer.text.slice(0, 200)}`);
  } while (!over);
  await guessing;
}
const most = () => Math.max(...Object.values(looked_at));
const quarter_passes = () => database(`update identity.bucket
  set taken = array(select t - interval '15 minutes 1 second' from unnest(taken) t)
  where limit_name in ('login_id', 'login_id_day')`);

forget_tries();
const last_event = database('select coalesce(max(id), 0) from identity.event');
const sessions = () => Number(database('select count(*) from identity.session'));
const before = sessions();
await owner_signs_in(addresses[0]);
rule('the owner has a device that is known', owner.signed_in === 1 && owner.device !== '');

for (const [what, bound] of [['a first', 5], ['a second', 10], ['a third', 10]]) {
  await wave(Math.ceil(guesses / 3));
  // Guesses that waited long were sent away; without haste the rest of what may be tried is used up.
  for (let n = 0; n < 6; n += 1) await guess(owner.login);
  rule(`after ${what} wave ${bound} guesses of an account were looked at, and no more`,
    most() === bound && looked_at[owner.login] === bound, JSON.stringify(looked_at));
  const right = await sign_in(owner.login, owner.password, addresses[1]);
  rule(`after ${what} wave not even the right password is looked at from elsewhere`, right.status === 429, right.text);
  quarter_passes();
}
const journal = Number(database(`select coalesce(max(n), 0) from (select count(*) n from identity.event
  where kind = 'password_failed' and client_id is not null and id > ${last_event} group by client_id) x`));
rule('the journal counts as many', journal === 10, journal);
rule('guesses are answered as wrong or too many', Object.keys(words).sort().join(' ') === 'login_or_password_wrong too_many_requests', JSON.stringify(words));
rule('nobody is signed in but the owner', sessions() - before === owner.signed_in, `${sessions() - before} ${owner.signed_in}`);
rule('the owner signs in from his device, 99 times of 100', owner.signed_in >= 0.99 * owner.tried, `${owner.signed_in} of ${owner.tried}`);
console.log(`${made} guesses from ${places} addresses at ${logins.length} IDs: ${JSON.stringify(words)}; `
  + `the owner signed in ${owner.signed_in} times of ${owner.tried}`);
forget_tries();
finish();

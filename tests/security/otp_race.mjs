// Many hands submit codes of one flow at the same moment. However they fall, at most five are
// looked at and at most one opens a session.
import { count_of_sms, database, demo, finish, forget_tries, newest_code, next_address, post, rule, size } from './rules.mjs';

const flows = Math.max(4, Math.round(10 * size));
const hands = Math.min(200, 40 + 2 * size);
const person = demo.clients[0];
const addresses = Array.from({ length: hands }, next_address);

async function open_flow() {
  forget_tries();
  const known = await count_of_sms(person.phone);
  const begun = await post('/api/login', { login: person.login, password: person.password });
  if (begun.status !== 200) throw new Error(`/api/login: ${begun.status} ${begun.text}`);
  return { challenge: begun.said.challenge, code: await newest_code(person.phone, known) };
}

const tries_of_last_flow = () =>
  Number(database('select tries from identity.challenge order by opened_at desc limit 1'));
const sessions = () => Number(database('select count(*) from identity.session'));
const tally = (answers) => answers.reduce((all, one) => {
  const key = one.status === 200 ? 'right' : one.said?.code ?? `status ${one.status}`;
  return { ...all, [key]: (all[key] ?? 0) + 1 };
}, {});

for (let n = 0; n < flows; n += 1) {
  const flow = await open_flow();
  const before = sessions();
  const wrong = String((Number(flow.code) + 1) % 1000000).padStart(6, '0');
  const lucky = n % 2 === 0 ? Math.floor(Math.random() * hands) : -1; // every other flow: all right
  const answers = await Promise.all(addresses.map((address, hand) =>
    post('/api/otp', { challenge: flow.challenge, code: lucky < 0 || hand === lucky ? flow.code : wrong }, address)));
  const seen = tally(answers);
  const right = seen.right ?? 0;
  const looked_at = right + (seen.otp_code_wrong ?? 0);
  const words = ['right', 'otp_code_wrong', 'too_many_requests', 'challenge_over'];
  rule('every hand gets one of the declared answers',
    Object.keys(seen).every((one) => words.includes(one)), JSON.stringify(seen));
  rule('at most five tries of a flow are looked at', looked_at <= 5 && tries_of_last_flow() <= 5,
    JSON.stringify(seen));
  rule('the counter of the flow is what was answered', tries_of_last_flow() === looked_at,
    `${tries_of_last_flow()} ${JSON.stringify(seen)}`);
  rule('a right code opens a session at most once, and among right ones exactly once',
    lucky < 0 ? right === 1 : right <= 1, JSON.stringify(seen));
  rule('as many sessions are opened as were answered', sessions() - before === right,
    `${sessions() - before} ${right}`);
  const late = await post('/api/otp', { challenge: flow.challenge, code: flow.code });
  rule('a raced flow takes no code afterwards', late.status === 410 || late.status === 429, late.text);
}
forget_tries();
finish();

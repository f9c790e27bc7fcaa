// What the tests of this folder share: requests, codes, limits as they were found.
import { as_json, database, demo, next_address, send } from '../access/caller.mjs';

export { finish, rule } from '../rules.mjs';
export { database, demo, next_address };
export const size = Number(process.env.SIZE ?? 1);
export const post = (path, body, address = next_address(), { headers = {}, ...more } = {}) =>
  send('POST', path, { ...more, headers: { ...as_json, 'Sec-Fetch-Site': 'same-origin', ...headers }, body: JSON.stringify(body), address });

// These tests are about what one try tells or wins, not about how many there may be.
export const forget_tries = () =>
  database('delete from identity.bucket; update identity.client set otp_failures = 0 where otp_failures > 0');

export async function newest_code(phone, known) {
  for (let turn = 0; turn < 100; turn += 1) {
    const inbox = await (await fetch(`${demo.sandbox_url}/sms?to=${encodeURIComponent(phone)}`)).json();
    const fresh = inbox.slice(0, inbox.length - known).find((one) => / #\d{6}$/.test(one.text));
    if (fresh) return fresh.text.slice(-6);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no code reached ${phone}`);
}

export const count_of_sms = async (phone) =>
  (await (await fetch(`${demo.sandbox_url}/sms?to=${encodeURIComponent(phone)}`)).json()).length;

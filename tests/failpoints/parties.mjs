// The outside world of a killed program: the client who asks again, the payer, the bank that
// repeats its notice, the terminal network that repeats its command.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from './program.mjs';
import { pause, portal, sandbox } from '../payments/world.mjs';

export const site = JSON.parse(readFileSync(join(place.copy, 'site.json'), 'utf8'));
const secret = (file) => readFileSync(file, 'utf8').split('\n')[0];
const { login, password_file } = site.terminal;
export const network = { Authorization:
  `Basic ${Buffer.from(`${login}:${secret(password_file)}`).toString('base64')}` };

export const next_meets = (scenario) =>
  sandbox('POST', '/bank/scenario', { next: scenario, times: 1 });

export async function payer_pays(id) {
  return (await sandbox('POST', `/bank/payments/${id}/finish`)).body;
}

function signed(body) {
  const values = { ...body, Password: secret(site.acquirer.tbank.password_file) };
  const text = Object.keys(values).sort().map((name) => String(values[name])).join('');
  return { ...body, Token: createHash('sha256').update(text).digest('hex') };
}

// What the bank tells the portal of a payment in its book.
export function notice_of(one) {
  const body = one.provider === 'tbank'
    ? signed({ TerminalKey: site.acquirer.tbank.terminal_key, OrderId: one.own_id, Success: true,
      Status: 'CONFIRMED', PaymentId: Number(one.id), ErrorCode: '0', Amount: one.amount_kopecks })
    : { type: 'notification', event: 'payment.succeeded', object: { id: one.id,
      status: one.status, metadata: { payment_id: one.own_id } } };
  return { method: 'POST', path: `/notice/${one.provider}`, body: JSON.stringify(body) };
}

// Repeated until it is acknowledged, as banks do for a day.
export async function bank_tells(one) {
  const { method, path, body } = notice_of(one);
  for (let turn = 0; turn < 100; turn += 1) {
    if ((await portal(method, path, body)).status === 200) return;
    await pause(50);
  }
  throw new Error(`${path}: nobody acknowledges it`);
}

// Repeated until the network hears an end; resolves with our number of the payment.
export async function network_repeats(query) {
  for (let turn = 0; turn < 100; turn += 1) {
    const said = await portal('GET', `/terminal?${query}`, null, network);
    if (result_of(said.text) === '0') return number_of(said.text);
    await pause(50);
  }
  throw new Error(`terminal: no end for ${query}`);
}

const word_of = (name, xml) => new RegExp(`<${name}>(.*)</${name}>`).exec(xml ?? '')?.[1];
export const result_of = (xml) => word_of('result', xml);
export const number_of = (xml) => word_of('prv_txn', xml);

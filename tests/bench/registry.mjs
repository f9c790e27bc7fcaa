// A portfolio registry of any size, the same bytes for the same sizes: registry.mjs DIR CLIENTS
// [CONTRACTS_EACH] [OPERATIONS_EACH]. Every contract has a schedule of twelve months; some are late.
import { createWriteStream, mkdirSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';

const [dir, ...sizes] = process.argv.slice(2);
const [clients, contractsEach = 2, operationsEach = 10] = sizes.map(Number);
if (!dir || !(clients > 0)) throw new Error('registry.mjs DIR CLIENTS [CONTRACTS] [OPERATIONS]');

// A small generator of numbers (mulberry32), so that no run depends on chance.
let state = 0x4b414231;
function below(limit) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}

mkdirSync(dir, { recursive: true });
const files = [];
function table(name, header) {
  const stream = createWriteStream(join(dir, `${name}.csv`));
  let buffer = `${header}\n`;
  files.push({ stream, flush: () => stream.write(buffer) });
  return async (...cells) => {
    buffer += `${cells.join(';')}\n`;
    if (buffer.length < 1 << 20) return;
    const room = stream.write(buffer);
    buffer = '';
    if (!room) await new Promise((resume) => stream.once('drain', resume));
  };
}

const client = table('clients', 'client_no;last_name;first_name;middle_name;birth_date;phone;email');
const contract = table('contracts', 'contract_no;client_no;creditor;product;opened_on;due_on;' +
  'principal;annual_rate_percent;currency');
const operation = table('operations', 'operation_no;contract_no;posted_on;kind;amount;description;' +
  'component');
const schedule = table('schedule', 'contract_no;due_on;component;amount');

const two = (number) => String(number).padStart(2, '0');
const roubles = (kopecks) => `${Math.floor(kopecks / 100)}.${two(kopecks % 100)}`;
const month = (index) => `${2026 + Math.floor(index / 12)}-${two((index % 12) + 1)}`;
const last = ['Иванова', 'Петров', 'Сидорова', 'Кузнецов', 'Ёлкина', 'Смирнов'];
const first = ['Анна', 'Борис', 'Клара', 'Дмитрий', 'Елена', 'Фёдор'];

async function writeContract(number, owner) {
  const start = below(10); // months since January 2026
  const day = two(1 + below(28));
  const principal = 1_000_000 + below(9_000) * 1_000;
  await contract(number, owner, 'ООО МКК «Пример»', 'Потребительский заём', `${month(start)}-${day}`,
    `${month(start + 12)}-${day}`, roubles(principal), '19.9', 'RUB');
  for (let index = 1; index <= 12; index += 1) {
    await schedule(number, `${month(start + index)}-${day}`, 'principal', roubles(principal / 12 | 0));
    await schedule(number, `${month(start + index)}-${day}`, 'interest', roubles(10_000 + below(5_000)));
  }
  // None later than October 2026: what lies ahead is not imported.
  for (let index = 0; index < operationsEach; index += 1) {
    const kind = index === 0 ? 'charge' : index % 2 === 1 ? 'charge' : 'payment';
    const component = index === 0 || index % 4 === 0 ? 'principal' : 'interest';
    const sum = index === 0 ? principal : 5_000 + below(20_000);
    await operation(`${number}-${index}`, number, `${month(Math.min(start + (index >> 1), 9))}-${day}`, kind,
      roubles(sum), 'Операция по договору', component);
  }
}

for (let index = 1; index <= clients; index += 1) {
  const number = `B${String(index).padStart(7, '0')}`;
  await client(number, last[below(last.length)], first[below(first.length)], '',
    `19${50 + below(50)}-${two(1 + below(12))}-${two(1 + below(28))}`,
    `+7900${String(index).padStart(7, '0')}`, '');
  for (let each = 1; each <= contractsEach; each += 1) await writeContract(`${number}/${each}`, number);
}
for (const { stream, flush } of files) {
  flush();
  stream.end();
  await finished(stream);
}

// The debtors of one run: registry.mjs FOLDER SEED. Schedules are half past, half ahead, so
// that allocations have overdue and current parts; the first ten contracts are the hot ones.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, seed] = process.argv.slice(2);
const iso = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const clients = [], contracts = [], operations = [], schedule = [];
for (let n = 1; n <= 60; n += 1) {
  const login = `X${seed}-${n}`;
  clients.push([login, 'Хаосов', `Номер${n}`, '', '1990-01-01',
    `+7955${String(Number(seed) % 10_000).padStart(4, '0')}${String(n).padStart(3, '0')}`, '']);
  for (let k = 1; k <= 3; k += 1) {
    const number = `${login}/${k}`;
    contracts.push([number, login, 'ООО «Пример»', k === 3 ? 'Энергия' : 'Потребительский заём',
      k === 1 ? '2024-01-15' : '2025-02-15', iso(200), '900000.00', '19.9', 'RUB']);
    for (const [component, sum] of [['principal', '900000.00'], ['interest', '30000.00'], ['fee', '500.00'], ['penalty', '700.00']]) {
      operations.push([`${number}-${component}`, number, iso(-90), 'charge', sum, 'Начислено', component]);
    }
    for (const [component, sum] of [['principal', '450000.00'], ['interest', '15000.00']]) {
      schedule.push([number, iso(-30), component, sum], [number, iso(100), component, sum]);
    }
  }
}
const write = (name, header, rows) => writeFileSync(join(folder, name), [header, ...rows].map((row) => row.join(';')).join('\n') + '\n');
write('clients.csv', ['client_no', 'last_name', 'first_name', 'middle_name', 'birth_date', 'phone', 'email'], clients);
write('contracts.csv', ['contract_no', 'client_no', 'creditor', 'product', 'opened_on', 'due_on', 'principal', 'annual_rate_percent', 'currency'], contracts);
write('operations.csv', ['operation_no', 'contract_no', 'posted_on', 'kind', 'amount', 'description', 'component'], operations);
write('schedule.csv', ['contract_no', 'due_on', 'component', 'amount'], schedule);

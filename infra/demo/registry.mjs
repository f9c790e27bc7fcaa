// Writes a small portfolio registry into a folder: registry.mjs DIR. Seven people with loans whose
// dates follow today, so that "overdue" and "next payment" stay true. Sums are integer kopecks.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { people } from './people.mjs';

const today = new Date(new Date().toISOString().slice(0, 10));
const iso = (date) => date.toISOString().slice(0, 10);
const days = (date, count) => new Date(date.getTime() + count * 86_400_000);
// The same day of another month, or that month's last day.
const months = (date, count) => {
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return days(first, Math.min(date.getUTCDate(), last) - 1);
};
const roubles = (kopecks) => `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`;

const contracts = [];
const operations = [];
const schedule = [];

// An annuity: equal payments, the last one takes the remainder.
function plan(principal, rate, term) {
  const monthly = rate / 1200;
  const payment = Math.round((principal * monthly) / (1 - (1 + monthly) ** -term));
  let rest = principal;
  return Array.from({ length: term }, (_, index) => {
    const interest = Math.round(rest * monthly);
    const part = index === term - 1 ? rest : payment - interest;
    rest -= part;
    return { interest, principal: part };
  });
}

// One loan: given out `age` months ago (due days lie `shift` days from today), paid `paid` times.
function loan({ number, login, creditor, product, principal, rate, term, age, shift, paid, fee = 0 }) {
  const opened = days(months(today, -age), shift);
  const rows = plan(principal, rate, term).map((row, index) => ({ ...row, on: months(opened, index + 1) }));
  let count = 0;
  const post = (on, kind, component, kopecks, words) => {
    count += 1;
    operations.push([`${number}-${String(count).padStart(3, '0')}`, number, iso(on), kind,
      roubles(kopecks), words, component]);
  };
  contracts.push([number, login, creditor, product, iso(opened), iso(rows.at(-1).on),
    roubles(principal), String(rate), 'RUB']);
  post(opened, 'charge', 'principal', principal, 'Выдача займа');
  if (fee > 0) post(opened, 'charge', 'fee', fee, 'Комиссия за оформление');
  rows.forEach((row, index) => {
    schedule.push([number, iso(row.on), 'principal', roubles(row.principal)]);
    schedule.push([number, iso(row.on), 'interest', roubles(row.interest)]);
    if (index === 0 && fee > 0) schedule.push([number, iso(row.on), 'fee', roubles(fee)]);
    if (row.on > today) return;
    post(row.on, 'charge', 'interest', row.interest, `Проценты за месяц ${index + 1}`);
    if (index >= paid) return;
    if (index === 0 && fee > 0) post(row.on, 'payment', 'fee', fee, 'Платёж: комиссия');
    post(row.on, 'payment', 'interest', row.interest, `Платёж ${index + 1} по графику: проценты`);
    post(row.on, 'payment', 'principal', row.principal, `Платёж ${index + 1} по графику: основной долг`);
  });
  return { post, rows };
}

const north = 'ООО МКК «Северный берег»';
const bank = 'АО «Банк Полюс»';
const [anna, boris, vera, gasan, daria, egor, zhenya] = people.map((person) => person.login);

loan({ number: 'СБ-2401/17', login: anna, creditor: north, product: 'Потребительский заём',
  principal: 180_000_00, rate: 19.9, term: 18, age: 8, shift: 6, paid: 8, fee: 1_500_00 });

const late = loan({ number: 'СБ-2402/03', login: boris, creditor: north, product: 'Потребительский заём',
  principal: 240_000_00, rate: 24.5, term: 24, age: 10, shift: -12, paid: 7 });
const missed = late.rows.filter((row) => row.on <= today).slice(7);
missed.forEach((row, index) => {
  const since = Math.round((today - row.on) / 86_400_000);
  if (since > 1) late.post(days(today, -1), 'charge', 'penalty', 137_50 * since, `Пеня за ${since} дн. (платёж ${index + 8})`);
});

const over = loan({ number: 'БП-77/1190', login: vera, creditor: bank, product: 'Кредит наличными',
  principal: 60_000_00, rate: 15.5, term: 6, age: 7, shift: 3, paid: 6 });
over.post(days(today, -5), 'payment', 'principal', 2_350_00, 'Платёж по ошибке после закрытия графика');

loan({ number: 'СБ-2403/44', login: gasan, creditor: north, product: 'Заём до зарплаты',
  principal: 35_000_00, rate: 29.9, term: 6, age: 3, shift: 10, paid: 3, fee: 700_00 });
const card = loan({ number: 'БП-78/0042', login: gasan, creditor: bank, product: 'Кредит наличными',
  principal: 520_000_00, rate: 16.9, term: 36, age: 14, shift: 2, paid: 14 });
card.post(days(today, -20), 'credit', 'interest', 1_200_00, 'Списание процентов по акции');

loan({ number: 'БП-71/3305', login: daria, creditor: bank, product: 'Товарный кредит',
  principal: 48_000_00, rate: 12.0, term: 10, age: 12, shift: 1, paid: 10 });

loan({ number: 'СБ-2409/01', login: egor, creditor: north, product: 'Потребительский заём',
  principal: 90_000_00, rate: 21.0, term: 12, age: 0, shift: -1, paid: 0, fee: 900_00 });

loan({ number: 'СБ-2404/20', login: zhenya, creditor: north, product: 'Потребительский заём',
  principal: 75_000_00, rate: 22.5, term: 12, age: 4, shift: 9, paid: 4 });

const quoted = (value) => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const write = (name, header, rows) => writeFileSync(join(process.argv[2], name),
  [header, ...rows].map((row) => row.map(quoted).join(';')).join('\n') + '\n');

write('clients.csv', ['client_no', 'last_name', 'first_name', 'middle_name', 'birth_date', 'phone', 'email'],
  people.map((p) => [p.login, p.last, p.first, p.middle, p.born, p.phone, p.email]));
write('contracts.csv', ['contract_no', 'client_no', 'creditor', 'product', 'opened_on', 'due_on',
  'principal', 'annual_rate_percent', 'currency'], contracts);
write('operations.csv', ['operation_no', 'contract_no', 'posted_on', 'kind', 'amount', 'description',
  'component'], operations);
write('schedule.csv', ['contract_no', 'due_on', 'component', 'amount'], schedule);

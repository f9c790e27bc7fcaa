// GET /terminal?command=pay as a careful Node developer writes it: fastify, a pool, one named
// statement. Of the network's commands only the one that is timed. terminal.js SOCKET DATABASE_FOLDER
import { chmodSync, rmSync } from 'node:fs';
import fastify from 'fastify';
import pg from 'pg';

const [socket, host] = process.argv.slice(2);
const pool = new pg.Pool({ host, database: 'kabinet', user: 'fn_terminal', max: 4 });
const app = fastify({ logger: false });
const statement = { name: 'pay', text: 'select * from api.payment_post_terminal($1,$2,$3,$4,$5)' };
const addresses = ['127.0.0.1', '::1'];

const comments = {
  0: 'OK',
  1: 'Временная ошибка, повторите позже',
  4: 'Неверный формат номера договора или кода плательщика',
  5: 'Договор или код плательщика не найден',
  241: 'Сумма слишком мала',
  242: 'Сумма слишком велика',
  300: 'Запрос не принят',
};
const results = { ok: 0, repeated: 0, unknown: 5, too_small: 241, too_large: 242, differs: 300 };

function dayOf(text) {
  const found = /^([2-9]\d{3})(\d\d)(\d\d)\d{6}$/.exec(text);
  if (!found) return undefined;
  const day = found.slice(1).join('-');
  const date = new Date(day);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day) ? day : undefined;
}

// {fault} or what is to be paid. A name that stands twice arrives as a list, and is refused.
function read({ command, txn_id: txn, account, sum, txn_date: date }) {
  if (command !== 'pay' || !/^\d{1,20}$/.test(txn)) return { fault: 300 };
  const paid = { txn, account };
  if (typeof account !== 'string' || !/^[^\p{Cc}]{1,64}$/u.test(account)) {
    return { ...paid, fault: 4 };
  }
  const found = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(sum);
  if (!found) return { ...paid, fault: 300 };
  paid.kopecks = Number(found[1] + (found[2] ?? '').padEnd(2, '0'));
  if (paid.kopecks === 0) return { ...paid, fault: 241 };
  paid.day = dayOf(date);
  return paid.day ? paid : { ...paid, fault: 300 };
}

async function take(paid) {
  if (paid.fault) return { result: paid.fault };
  try {
    const values = ['osmp', paid.txn, paid.account, paid.kopecks, paid.day];
    const { rows: [row] } = await pool.query({ ...statement, values });
    return { result: results[row.verdict] ?? 300, number: row.number };
  } catch (trouble) {
    console.error(trouble.message);
    return { result: 1 };
  }
}

function xmlOf({ txn, kopecks }, { result, number }) {
  let xml = '<?xml version="1.0" encoding="UTF-8"?>\n<response>\n';
  if (txn) xml += `<osmp_txn_id>${txn}</osmp_txn_id>\n`;
  if (result === 0) {
    const rest = String(kopecks % 100).padStart(2, '0');
    xml += `<prv_txn>${number}</prv_txn>\n<sum>${Math.floor(kopecks / 100)}.${rest}</sum>\n`;
  }
  return `${xml}<result>${result}</result>\n<comment>${comments[result]}</comment>\n</response>\n`;
}

app.get('/terminal', async (request, reply) => {
  if (!addresses.includes(request.headers['x-real-ip'])) {
    return reply.code(401).send({ code: 'terminal_is_ours' });
  }
  const paid = read(request.query);
  const xml = xmlOf(paid, await take(paid));
  reply.header('cache-control', 'no-store').type('text/xml; charset=utf-8');
  return reply.send(xml);
});

rmSync(socket, { force: true });
await app.listen({ path: socket });
chmodSync(socket, 0o660);

// The statement read beside its peers, and what a worker needs: rates, tails, a home page, a storm of
// sign-ins, memory. statement.mjs URL VAR RUN DIR CLIENTS ROUNDS SECONDS COLD_START_JSON
import { home as homePage, limit, read, storm } from './load.mjs';
import { memory } from './memory.mjs';
import { atLeast, atMost, compete, line, median, print, printRates, printTargets } from './rounds.mjs';

const [url, home, socketDir, dir, clients, rounds, seconds, coldText] = process.argv.slice(2);
const tokens = `${dir}/tokens`;
const cold = JSON.parse(coldText);
const contenders = {
  'pgbench': (many) => limit('statement', socketDir, 'kabinet_admin', many / 8 + 2, seconds),
  'Kabinet': (many) => read(`${url}/api/contracts`, many, seconds, tokens),
  'Node fastify': (many) => read(`${url}/bench/node`, many, seconds, tokens),
  'PHP named': (many) => read(`${url}/bench/named`, many, seconds, tokens),
  'PHP PDO': (many) => read(`${url}/bench/pdo`, many, seconds, tokens),
};

async function stormRatio() {
  const calm = [];
  const rough = [];
  for (let round = 0; round < rounds; round += 1) {
    calm.push((await contenders.Kabinet(16)).p99);
    rough.push((await storm(url, clients, () => contenders.Kabinet(16))).p99);
  }
  return median(rough) / median(calm);
}

async function homePages() {
  const p95 = [];
  for (let round = 0; round <= rounds; round += 1) {
    p95.push(await homePage(url, 16, Number(seconds), tokens));
    console.error(`  round ${round}: home, 16: p95 ${p95.at(-1).toFixed(1)} ms`);
  }
  return median(p95.slice(1));
}

function memories() {
  const functions = memory(({ program, words }) =>
    program.startsWith(`${home}/bin/`) && !/\/bin\/(sandbox|import)/.test(words));
  return {
    statement: memory(({ program }) => program === `${home}/bin/statement`),
    functions,
    php: memory(({ words }) => words.startsWith('php-fpm: pool bench')),
    node: memory(({ words }) => words.includes(`${dir}/node-`)),
  };
}

const idle = memories();
const of = await compete(contenders, [16, 64], rounds);
const homed = await homePages();
const stormed = await stormRatio();
const used = memories();

printRates(Object.keys(contenders), [16, 64], of, 'req/s');
print('one process', 'exec to first answer, ms', 'PSS before load, MB', 'PSS after load, MB');
line(4);
print('Kabinet statement', cold.kabinet.toFixed(1), idle.statement.each.toFixed(1), used.statement.each.toFixed(1));
print('PHP', cold['php-cgi'].toFixed(1), idle.php.each.toFixed(1), used.php.each.toFixed(1));
print('Node', cold.node.toFixed(1), idle.node.each.toFixed(1), used.node.each.toFixed(1));
console.log();

const ratio = (name, many, what) => of('Kabinet', many, what) / of(name, many, what);
atLeast('statement ÷ pgbench, 16 connections', ratio('pgbench', 16, 'rate'), 0.6);
atLeast('statement ÷ Node', ratio('Node fastify', 16, 'rate'), 2);
atLeast('statement ÷ PHP-FPM, best written', ratio('PHP named', 16, 'rate'), 2.5);
atLeast('statement ÷ PHP-FPM, PDO', ratio('PHP PDO', 16, 'rate'), 4.5);
atMost('p99 ÷ Node, 16 connections', ratio('Node fastify', 16, 'p99'), 0.5);
atMost('p99 ÷ Node, 64 connections', ratio('Node fastify', 64, 'p99'), 0.5);
atMost('home: GET /api/session + GET /api/contracts, p95 ms, 16 connections', homed, 100);
atMost('p99 in a storm of sign-ins ÷ without', stormed, 2);
atMost('PSS of an idle worker, MB', idle.statement.each, 5);
atMost(`PSS of all ${idle.functions.count} function processes, MB`, idle.functions.all, 200);
atMost('exec to first answer, ms', cold.kabinet, 15);
printTargets();

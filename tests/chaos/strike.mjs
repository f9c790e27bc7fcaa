// Sudden deaths of the running copy's processes, as the dice choose them.
import { run, supervisor } from '../payments/world.mjs';

async function processes() {
  return (await supervisor('processes')).split('\n').map((line) => line.split(' ')).filter(([name, state, pid]) => name && state === 'RUNNING' && pid > 0)
    .map(([name, , pid]) => ({ name, pid: Number(pid) }));
}
async function children(pid) {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim().split(/\s+/).filter(Boolean).map(Number);
}

// One sudden death. Which kind, the dice say; what it hit, the answer says.
export async function strike(chance) {
  const all = await processes();
  const kind = chance.next();
  const only = (name) => all.filter((one) => one.name.startsWith(`${name}:`) && !one.name.endsWith('_00'));
  const end = (pid, signal, words) => { try { process.kill(pid, signal); return words; } catch { return 'nobody'; } };
  if (kind < 0.5) {
    const fn = chance.pick(['pay', 'pay', 'notice', 'settle', 'settle', 'receipt']);
    const victims = only(fn);
    return victims.length ? end(chance.pick(victims).pid, 'SIGKILL', `${fn} -9`) : 'nobody';
  }
  if (kind < 0.7) {
    const master = all.find((one) => one.name === 'nginx:nginx');
    if (!master) return 'nobody';
    if (chance.next() < 0.2) return end(master.pid, 'SIGKILL', 'nginx master -9');
    const workers = await children(master.pid);
    return workers.length ? end(chance.pick(workers), 'SIGKILL', 'nginx worker -9') : 'nobody';
  }
  const postgres = all.find((one) => one.name === 'postgres:postgres');
  if (!postgres) return 'nobody';
  if (kind < 0.85) return end(postgres.pid, 'SIGQUIT', 'postgres immediate');
  if (kind < 0.92) return end(postgres.pid, 'SIGKILL', 'postgres -9');
  const backends = await children(postgres.pid);
  return backends.length ? end(chance.pick(backends), 'SIGKILL', 'postgres backend -9') : 'nobody';
}

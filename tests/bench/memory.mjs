// PSS of processes, in MB: the share of shared pages is counted once over all who share them.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

function processes() {
  const found = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
      found.push({ pid, program: readlinkSync(`/proc/${pid}/exe`), words });
    } catch {
      // it has ended, or is the kernel's
    }
  }
  return found;
}

function pss(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
}

// {count, each, all} of the processes that `is` picks; `each` is the mean.
export function memory(is) {
  const sizes = processes().filter(is).map(({ pid }) => pss(pid));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return { count: sizes.length, each: all / sizes.length, all };
}

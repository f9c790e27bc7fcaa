// A program of the copy under test, started as it is started for real, that dies at a boundary.
import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask_worker } from './fastcgi.mjs';
import { pause } from '../payments/world.mjs';

export const place = { folder: process.argv[2], copy: process.argv[3] };
const line_width = 32; // of failpoint.cpp
let started = 0;
const living = new Set();
// A group of its own hears nothing of our end.
process.on('exit', () => { for (const pid of living) process.kill(-pid, 'SIGKILL'); });

export class Program {
  // `n` is the boundary at which it dies; 0: it lives.
  constructor(n, command, args, environment = {}) {
    started += 1;
    this.n = n;
    this.log = join(place.folder, `boundaries.${started}`);
    writeFileSync(this.log, '');
    // A group of its own, which is what the failpoint kills: a script dies with what it started.
    this.process = spawn(command, args, { detached: true, stdio: 'ignore',
      env: { ...process.env, LD_PRELOAD: join(place.folder, 'failpoint.so'), FAILPOINT: String(n),
        FAILPOINT_LOG: this.log, KABINET_SITE: join(place.copy, 'site.json'), ...environment } });
    living.add(this.process.pid);
    this.ended = new Promise((resolve) => {
      this.process.on('close', (code, signal) => {
        this.over = true;
        living.delete(this.process.pid);
        resolve({ code, killed: signal === 'SIGKILL' });
      });
    });
  }

  met() { return statSync(this.log).size / line_width; }

  // Until it has met its first boundary: a worker waits for requests, a turn has begun.
  async begins() {
    for (let turn = 0; !this.over && this.met() === 0; turn += 1) {
      if (turn > 5000) throw new Error(`${this.process.spawnfile} meets no boundary`);
      await pause(2);
    }
  }

  // Asks it to stop after what it has in hand, and says what became of it.
  async stop() {
    this.process.kill('SIGTERM');
    return this.end();
  }

  async end() {
    const { code, killed } = await this.ended;
    const lines = readFileSync(this.log, 'utf8').split('\n');
    return { code, killed, met: this.met(), at: killed ? lines[this.n - 1].trim() : '' };
  }
}

// A worker of a function, listening on a socket of its own.
export class Worker extends Program {
  constructor(n, name, site) {
    const socket = join(place.folder, `${name}.${started}.sock`);
    super(n, join(place.copy, 'bin', name), ['--listen', socket],
      { FAILPOINT_SINCE: 'epoll_wait', ...(site ? { KABINET_SITE: site } : {}) });
    this.socket = socket;
  }

  async ask(request) {
    await this.begins();
    return ask_worker(this.socket, request);
  }
}

// A function of the clock, for one turn: asked to stop, it ends the turn that it is in.
export async function turn_of(n, name) {
  const program = new Program(n, join(place.copy, 'bin', name), []);
  await program.begins();
  return program.stop();
}

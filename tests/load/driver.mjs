// Keeps requests in flight until it is told to stop, and counts what is lost: an answer of another
// status than expected, or none at all.
import http from 'node:http';

export class Driver {
  constructor(url, { parallel = 32 } = {}) {
    this.url = new URL(url);
    this.parallel = parallel;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: parallel });
    this.times = [];
    this.lost = [];
    this.told = 0;
    this.over = false;
  }

  once({ method = 'GET', path, headers = {}, body = null, expect, may_be_told = false }) {
    return new Promise((resolve) => {
      const start = performance.now();
      const end = (trouble) => {
        this.times.push(performance.now() - start);
        if (trouble) this.lost.push(`${new Date().toISOString()} ${method} ${path}: ${trouble}`);
        resolve();
      };
      const length = body === null ? {} : { 'Content-Length': Buffer.byteLength(body), 'Content-Type': 'application/json' };
      const request = http.request({ host: '127.0.0.1', port: this.url.port, method, path, agent: this.agent,
        headers: { Host: this.url.host, ...headers, ...length } }, (answer) => {
        let size = 0;
        answer.on('data', (part) => { size += part.length; });
        answer.on('end', () => {
          // Only where it may: an unsafe method whose worker died (docs/decisions/0016).
          const told = may_be_told && answer.statusCode === 503 && Number(answer.headers['retry-after']) > 0;
          if (told) this.told += 1;
          end(told || expect.includes(answer.statusCode) ? null : `status ${answer.statusCode}, ${size} bytes`);
        });
        answer.on('error', (error) => end(error.message));
      });
      request.on('error', (error) => end(error.message));
      request.end(body ?? undefined);
    });
  }

  // Starts the load; `stop` waits until at least `size` requests were made.
  start(requests) {
    let turn = 0;
    this.running = Promise.all(Array.from({ length: this.parallel }, async () => {
      while (!this.over) await this.once(requests[turn++ % requests.length]);
    }));
  }

  async stop(size) {
    while (this.times.length < size) await new Promise((resolve) => setTimeout(resolve, 50));
    this.over = true;
    await this.running;
    this.agent.destroy();
  }

  percentile(part) {
    const sorted = Float64Array.from(this.times).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  }
}

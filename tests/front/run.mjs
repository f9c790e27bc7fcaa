// nginx as a stranger meets it: raw bytes in, and what must come back. Whatever it says itself has
// the shape of a problem and carries every header of the house; nothing hostile makes a 5xx.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { finish, rule } from '../rules.mjs';

const folder = process.env.VAR ?? new URL('../../var', import.meta.url).pathname;
const demo = JSON.parse(readFileSync(process.env.KABINET_DEMO ?? `${folder}/demo.json`, 'utf8'));
const port = Number(new URL(process.env.KABINET_URL ?? demo.url).port);

function raw(text, { wait = 1500, from } = {}) {
  return new Promise((resolve) => {
    const chunks = [];
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: from });
    const end = () => {
      socket.destroy();
      const said = Buffer.concat(chunks).toString('latin1');
      const [head, body = ''] = said.split(/\r\n\r\n([^]*)/);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head: head.toLowerCase(), body, said });
    };
    socket.on('data', (part) => chunks.push(part));
    socket.on('end', end);
    socket.on('error', end);
    setTimeout(end, wait);
    socket.write(Buffer.from(text, 'latin1'));
  });
}
const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n${more}\r\n`;
const post = (more, body = '') => `POST /api/login HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n`
  + `Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n${more}\r\n${body}`;
const line = (first) => `${first}\r\nHost: localhost\r\nConnection: close\r\n\r\n`;

const problems = [
  ['bytes that are no request', '\x00\x01\x02\r\n\r\n', 400, 'request_malformed'],
  ['HTTP/1.0', line('GET /api/session HTTP/1.0'), 400, 'request_malformed'],
  ['HTTP/3.0', line('GET / HTTP/3.0'), 400, 'request_malformed'],
  ['a method nobody knows', line('FOO /api/session HTTP/1.1'), 405, 'method_not_allowed'],
  ['TRACE', line('TRACE /api/session HTTP/1.1'), 405, 'method_not_allowed'],
  ['CONNECT', line('CONNECT localhost:80 HTTP/1.1'), 400, 'request_malformed'],
  ['an encoded slash', get('/api/x%2f..%2fsession'), 400, 'request_malformed'],
  ['a doubled slash', get('/api//session'), 400, 'request_malformed'],
  ['an encoded dot', get('/api/%2e%2e/session'), 400, 'request_malformed'],
  ['a path that leaves the root', get('/../../etc/passwd'), 400, 'request_malformed'],
  ['an encoded backslash', get('/api%5csession'), 400, 'request_malformed'],
  ['a semicolon', get('/api/session;a=b'), 400, 'request_malformed'],
  ['a doubly encoded path', get('/api/%252e'), 400, 'request_malformed'],
  ['an encoded line break', get('/api/session%0d%0aX:y'), 400, 'request_malformed'],
  ['a zero byte', get('/api/session%00'), 400, 'request_malformed'],
  ['bytes above ASCII in the query', get('/api/session?\xd1\x8f'), 400, 'request_malformed'],
  ['two hosts', `GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n`, 400, 'request_malformed'],
  ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'request_malformed'],
  ['a path of 40,000 bytes', get(`/${'a'.repeat(40_000)}`), 414, 'path_too_long'],
  ['a header of 40,000 bytes', get('/', `X-A: ${'a'.repeat(40_000)}\r\n`), 431, 'headers_too_large'],
  ['a body over the limit', post('Content-Length: 1000000\r\n'), 413, 'body_too_large'],
  ['a negative length', post('Content-Length: -1\r\n'), 400, 'request_malformed'],
  ['an unknown transfer encoding', post('Transfer-Encoding: gzip\r\n'), 400, 'request_malformed'],
  ['a length beside chunks', post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 400, 'request_malformed'],
  ['a chunk whose size is no number', post('Transfer-Encoding: chunked\r\n', 'zz\r\n'), 400, 'request_malformed'],
  ['an address of the API that is not there', get('/api/none'), 404, 'not_found'],
  ['a notice that nobody waits for', line('POST /notice/none HTTP/1.1'), 404, 'not_found'],
  ['a notice named like a file', line('POST /notice/none.php HTTP/1.1'), 404, 'not_found'],
  ['the root of all notices', get('/notice'), 404, 'not_found'],
  ['something below the terminals\' address', get('/terminal/none'), 404, 'not_found'],
  ['a function\'s internal route', get('/internal/live/authorize'), 404, 'not_found'],
  ['nginx\'s own pages', get('/problem/500'), 404, 'not_found'],
  ['a file that is not there', get('/assets/none.js'), 404, 'not_found'],
  ['a live token of the wrong form', get('/live/abc'), 404, 'not_found'],
  ['a live token nobody gave', get(`/live/${'A'.repeat(73)}`, 'Accept: text/event-stream\r\n'), 403, 'forbidden'],
  ['a POST to a page', line('POST / HTTP/1.1'), 405, 'method_not_allowed'],
];
const house = ['content-security-policy: ', 'x-content-type-options: nosniff', 'referrer-policy: no-referrer',
  'cross-origin-opener-policy: same-origin', 'cross-origin-embedder-policy: require-corp',
  'cross-origin-resource-policy: same-origin', 'permissions-policy: '];

const dressed = (answer) => house.every((one) => answer.head.includes(one)) && !/server: nginx\//.test(answer.head);

for (const [what, bytes, status, code] of problems) {
  const answer = await raw(bytes);
  rule(`${what} is refused with ${status} ${code}`, answer.status === status
    && answer.body.includes(`"code":"${code}"`) && answer.head.includes('application/problem+json')
    && answer.head.includes('cache-control: no-store'), answer.said.slice(0, 200));
  rule(`the refusal of ${what} carries every header`, dressed(answer), answer.head);
}

const unknown = await raw('GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n');
rule('a host that is not ours gets no answer', unknown.said === '', unknown.said);
const old = await raw('GET /\r\n');
rule('HTTP/0.9 gets no answer', old.said === '', old.said);

const page = await raw(get('/'));
rule('the page comes uncached, dressed and from our own origin only', page.status === 200 && dressed(page)
  && page.head.includes('cache-control: no-cache') && page.head.includes("script-src 'self'")
  && !page.head.includes('unsafe'), page.head);
const deep = await raw(get('/contracts/17'));
rule('a path of the page\'s own is the page', deep.status === 200 && deep.body === page.body, deep.head);
const asset = /(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/.exec(page.body)?.[1];
const kept = await raw(get(asset ?? '/assets/', 'Accept-Encoding: gzip\r\n'));
rule('an asset is compressed beforehand and kept for a year', kept.status === 200
  && kept.head.includes('content-encoding: gzip') && kept.head.includes('immutable'), kept.head);
const api = await raw(get('/api/session', 'Accept-Encoding: gzip\r\n'));
rule('an answer of a function is never compressed nor kept', api.status === 401
  && !api.head.includes('content-encoding') && api.head.split('cache-control').length === 2
  && api.head.includes('no-store') && dressed(api), api.head);
const twins = await raw(get('/api/session', 'Cookie: a=1\r\nProxy: evil\r\nX-Real-IP: 9.9.9.9\r\nRemote-User: root\r\n'));
rule('headers outside the list change nothing', twins.status === 401, twins.said);
const absolute = await raw(`GET http://localhost:${port}/api/session HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
rule('an absolute address counts, not the Host beside it', absolute.status === 401, absolute.head);

const flood = await Promise.all(Array.from({ length: 200 }, () => raw(get('/api/session'), { from: '127.9.9.9' })));
const stopped = flood.filter((one) => one.status === 429);
rule('a flood from one network is stopped with 429 and Retry-After', stopped.length > 20
  && stopped.every((one) => one.head.includes('retry-after: 1') && one.body.includes('too_many_requests') && dressed(one)),
`${stopped.length} of 200`);
const neighbour = await raw(get('/api/session'), { from: '127.9.8.1' });
rule('another network is not counted for it', neighbour.status === 401, neighbour.head);

finish();

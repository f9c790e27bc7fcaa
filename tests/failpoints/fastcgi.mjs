// One request to one worker on a socket of its own, as nginx would put it. Not through nginx: a
// request must meet the worker that is going to be killed and no other. Resolves with {status,
// text}; status 0 when the connection ended before the answer did.
import net from 'node:net';

const begin = 1, end = 3, params = 4, stdin = 5, stdout = 6;

function record(type, content) {
  const head = Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]);
  return Buffer.concat([head, content]);
}

function length_of(text) {
  const size = Buffer.byteLength(text);
  if (size < 128) return Buffer.from([size]);
  const four = Buffer.alloc(4);
  four.writeUInt32BE((size | 0x80000000) >>> 0);
  return four;
}

function request_of({ method, path, query = '', headers = {}, body = '' }) {
  const words = { REQUEST_METHOD: method, SCRIPT_NAME: path, QUERY_STRING: query,
    CONTENT_TYPE: body ? 'application/json' : '', CONTENT_LENGTH: String(Buffer.byteLength(body)),
    REQUEST_SCHEME: 'http', REMOTE_ADDR: '127.0.0.1', REQUEST_ID: 'failpoints' };
  for (const [name, value] of Object.entries(headers)) {
    words[`HTTP_${name.toUpperCase().replaceAll('-', '_')}`] = value;
  }
  const pairs = Object.entries(words).map(([name, value]) => Buffer.concat(
    [length_of(name), length_of(value), Buffer.from(name), Buffer.from(value)]));
  const none = Buffer.alloc(0);
  return Buffer.concat([record(begin, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
    record(params, Buffer.concat(pairs)), record(params, none),
    ...(body ? [record(stdin, Buffer.from(body))] : []), record(stdin, none)]);
}

function answer_of(bytes) {
  const said = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt16BE(at + 4);
    const next = at + 8 + length + bytes[at + 6];
    if (next > bytes.length) break;
    if (bytes[at + 1] === stdout) said.push(bytes.subarray(at + 8, at + 8 + length));
    if (bytes[at + 1] === end) {
      const [, head, text] = /^(.*?)\r\n\r\n(.*)$/s.exec(Buffer.concat(said).toString());
      return { status: Number(/^Status: (\d+)/.exec(head)[1]), text };
    }
    at = next;
  }
  return { status: 0, text: '' };
}

export function ask_worker(socket, request) {
  return new Promise((resolve) => {
    const parts = [];
    const connection = net.connect(socket, () => connection.write(request_of(request)));
    connection.on('data', (part) => parts.push(part));
    connection.on('error', () => {}); // what arrived before the end counts
    connection.on('close', () => resolve(answer_of(Buffer.concat(parts))));
  });
}

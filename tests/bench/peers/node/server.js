// GET /api/contracts as a careful Node developer writes it: fastify, a pool, one named statement,
// the database's JSON passed on as text. server.js SOCKET DATABASE_FOLDER
import { chmodSync, rmSync } from 'node:fs';
import { blake2b } from '@noble/hashes/blake2b';
import fastify from 'fastify';
import pg from 'pg';

const [socket, host] = process.argv.slice(2);
const pool = new pg.Pool({ host, database: 'kabinet', user: 'fn_statement', max: 4 });
const app = fastify({ logger: false });

// The session is proven before the list is read: a function in FROM runs before the select list.
const statement = {
  name: 'list',
  text: 'select api.ledger_list_contracts()::text as answer from auth.enter($1, $2)',
};

function tokenOf(header = '') {
  const found = /(?:^|;\s*)__Host-sid=([A-Za-z0-9_-]{43})/.exec(header);
  return found?.[1];
}

app.get('/api/contracts', async (request, reply) => {
  const token = tokenOf(request.headers.cookie);
  if (!token) return reply.code(401).send({ code: 'session_required' });
  try {
    const hash = Buffer.from(blake2b(token, { dkLen: 32 }));
    const { rows } = await pool.query({ ...statement, values: [hash, 'client'] });
    reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
    return reply.send(rows[0].answer);
  } catch (trouble) {
    if (trouble.constraint !== 'session_is_live') throw trouble;
    return reply.code(401).send({ code: 'session_required' });
  }
});

rmSync(socket, { force: true });
await app.listen({ path: socket });
chmodSync(socket, 0o660);

// All routes, from the manifests themselves, with a body that has the right form for each. A kind
// of object that is not known here fails the test: a new one must say how to find a foreign one.
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../functions/', import.meta.url);

const samples = {
  login: 'C0000001', password: 'a password of nobody', letter_code: 'ABCDEFGHJK', code6: '000000',
  token: 'A'.repeat(43), uuid: '00000000-0000-4000-8000-000000000000', date: '2026-01-01', kopecks: 1,
  bool: true, cursor: 'x', text: 'text',
};

const required = (inputs) => Object.entries(inputs).filter(([, kind]) => Array.isArray(kind) || !kind.endsWith('?'));
const sample = (kind) => {
  if (Array.isArray(kind)) return [Object.fromEntries(required(kind[0]).map(([name, one]) => [name, sample(one)]))];
  const bare = kind.replace(/\?$/, '');
  const name = bare.split('(')[0];
  if (name === 'choice') return bare.slice(7, -1).split('|')[0];
  if (name === 'int') return Number(bare.slice(4).split('..')[0]);
  if (!(name in samples)) throw new Error(`no sample of kind ${kind}: add one to tests/access/routes.mjs`);
  return samples[name];
};

export const routes = readdirSync(root).sort().flatMap((folder) => {
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(new URL(`${folder}/function.json`, root), 'utf8'));
  } catch (trouble) {
    if (trouble.code === 'ENOENT' || trouble.code === 'ENOTDIR') return [];
    throw trouble;
  }
  return Object.entries(manifest.routes ?? {}).map(([key, route]) => {
    const [method, pattern] = key.split(' ');
    const inputs = Object.entries(route.in ?? {});
    const placed = inputs.filter(([name]) => pattern.includes(`{${name}}`));
    const sent = required(route.in ?? {}).filter(([name]) => !pattern.includes(`{${name}}`));
    const fields = Object.fromEntries(sent.map(([name, kind]) => [name, sample(kind)]));
    return {
      function: manifest.name, method, pattern, auth: route.auth, internal: route.internal === true,
      placed: placed.map(([name]) => name), fields, safe: method === 'GET', in: route.in ?? {},
      refuses: route.refuses ?? {},
    };
  });
}).filter((route) => !route.internal);

// The address and body of a route, with ids put into the places.
export function filled(route, ids = {}, fields = route.fields) {
  let path = route.pattern;
  for (const name of route.placed) path = path.replace(`{${name}}`, ids[name] ?? samples.uuid);
  if (route.safe) {
    const query = new URLSearchParams(fields).toString();
    return { path: query ? `${path}?${query}` : path };
  }
  return { path, body: Object.keys(fields).length ? JSON.stringify(fields) : undefined };
}

// Which kind of thing stands in {id}: the first word after /api/.
export const object_of = (route) => route.pattern.split('/')[2];

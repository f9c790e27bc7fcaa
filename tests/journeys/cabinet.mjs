// Inside: home, contracts, the contract's card, why a number, operations, exports, a new operation
// arriving live, sessions, being offline, signing out. Once in each language.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { focus_is_seen } from './focus.mjs';
import { alone, demo, import_operation, look_at, open, rule, sign_in, url } from './world.mjs';

const money = /\d[\d\u00a0\u202f ]*,\d\d\s*₽|₽\s*[\d,]+\.\d\d|[\d,]+\.\d\d\s*₽/;
const words = {
  'ru-RU': { out: 'Выход', why: /Почему|Откуда/, end_all: /Завершить все|Выйти на всех/, lang: 'ru', other: 'en' },
  'en-US': { out: 'Sign out', why: /Why/, end_all: /End all|Sign out everywhere/, lang: 'en', other: 'ru' },
};

async function home(page, say) {
  await page.waitForSelector('h1');
  await page.waitForLoadState('networkidle');
  const text = await page.textContent('main');
  rule(`home (${say.lang}) says how much is owed`, money.test(text), text.slice(0, 200));
  rule(`the page's language is ${say.lang}`, (await page.getAttribute('html', 'lang')) === say.lang);
  const place = await page.getByRole('button', { name: say.out }).first().boundingBox();
  rule('the way out stands at the top right', place && place.y < 100 && place.x + place.width > 360 * 0.6, JSON.stringify(place));
  await look_at(page, `home-${say.lang}`);
}

async function contract(page, say) {
  await page.goto(`${url}/contracts`);
  await page.waitForSelector('main a[href^="/contracts/"]');
  await look_at(page, `contracts-${say.lang}`);
  const href = await page.locator('main a[href^="/contracts/"]').first().getAttribute('href');
  await page.goto(url + href);
  await page.waitForSelector('main table', { state: 'attached' });
  await look_at(page, `contract-${say.lang}`);
  const why = page.getByRole('button', { name: say.why }).first();
  await why.click();
  const drawer = page.getByRole('dialog');
  await drawer.locator('h3').first().waitFor();
  rule(`"why this number" shows sums (${say.lang})`, money.test(await drawer.innerText()), await drawer.innerText());
  await look_at(page, `why-${say.lang}`);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  rule('closing it gives the focus back', await why.evaluate((one) => one === document.activeElement));
  return href;
}

async function downloads(page, href, say) {
  await page.goto(`${url}${href}/operations`);
  await page.waitForSelector('main a[href$=".csv"], main a[href*=".csv?"]');
  for (const [ending, begins] of [['csv', '\uFEFF'], ['xlsx', 'PK']]) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`main a[href*="operations.${ending}"]`).first().click(),
    ]);
    const bytes = readFileSync(await file.path());
    rule(`the ${ending} has a name and a content (${say.lang})`, file.suggestedFilename().endsWith(`.${ending}`)
      && bytes.length > 100 && bytes.toString(ending === 'csv' ? 'utf8' : 'latin1').startsWith(begins), file.suggestedFilename());
  }
  await look_at(page, `operations-${say.lang}`);
}

const api = (page, path) => page.evaluate(async (where) => (await fetch(where)).json(), path);

async function arrives_live(page, href) {
  const { number } = await api(page, `/api${href}`);
  const known = readFileSync(join(process.env.VAR ?? join(new URL('../../', import.meta.url).pathname, 'var'), 'demo/operations.csv'), 'utf8')
    .split(/\r?\n/)[0].replace(/^\uFEFF/, '').split(';');
  const name = `Живая операция ${Date.now()}`;
  const row = { operation_no: `LIVE-${Date.now()}`, contract_no: number, posted_on: new Date().toISOString().slice(0, 10),
    kind: 'payment', amount: '123.45', description: name, component: 'principal' };
  await page.evaluate((wanted) => {
    globalThis.arrived_at = new Promise((done) => {
      const look = () => document.body.innerText.includes(wanted) && done(Date.now());
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  }, name);
  const committed = import_operation(known.map((column) => row[column] ?? '').join(';'));
  const seen = await page.evaluate(() => Promise.race([globalThis.arrived_at, new Promise((done) => setTimeout(() => done(0), 10_000))]));
  rule('a new operation reaches the open page within 2 s of the importer\'s end', seen > 0 && seen - committed < 2000, `${seen - committed} ms`);
}

async function sessions(page, say) {
  await page.goto(`${url}/sessions`);
  await page.waitForSelector('main li, main table');
  await look_at(page, `sessions-${say.lang}`);
  const list = (await api(page, '/api/sessions')).sessions;
  rule('the list marks the session in hand', list.filter((one) => one.current).length === 1, JSON.stringify(list));
}

async function offline(context, page, say) {
  await page.goto(`${url}/`);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.waitForFunction((text) => document.body.innerText.includes(text), say.lang === 'ru' ? 'Нет связи' : 'No connection');
  rule(`being offline is told (${say.lang})`, true);
  rule('what was loaded stays', money.test(await page.textContent('main')));
  await context.setOffline(false);
}

export async function cabinet(locale) {
  const say = words[locale];
  const person = demo.clients[say.lang === 'ru' ? 2 : 0];
  const { context, page, quiet } = await open({ locale });
  await sign_in(page, person);
  await home(page, say);
  const href = await contract(page, say);
  await downloads(page, href, say);
  await alone(() => arrives_live(page, href));
  if (say.lang === 'ru') await focus_is_seen(page, ['/', '/contracts', href, `${href}/operations`, '/pay', '/payments', '/sessions']);
  await sessions(page, say);
  await offline(context, page, say);

  const other = await open({ locale, size: 'desktop' });
  await sign_in(other.page, person);
  const before = (await api(other.page, '/api/sessions')).sessions.length;
  await page.goto(`${url}/sessions`);
  const mine = (await api(page, '/api/sessions')).sessions.find((one) => one.current);
  await other.page.evaluate(async (id) => {
    const { csrf } = await (await fetch('/api/session')).json();
    await fetch(`/api/sessions/${id}`, { method: 'DELETE', headers: { 'X-CSRF': csrf } });
  }, mine.id);
  rule('one session ended from another leaves one less', (await api(other.page, '/api/sessions')).sessions.length === before - 1);
  await page.goto(`${url}/contracts`);
  await page.waitForURL(/\/login/);
  rule('the ended session is asked to sign in again', true);

  await other.page.getByRole('button', { name: say.out }).first().click();
  await other.page.waitForURL(/\/login/);
  await other.page.goBack();
  await other.page.waitForTimeout(500);
  rule('after signing out, Back shows nothing of the cabinet', !money.test(await other.page.textContent('body')));
  await other.page.goto(`${url}/login`);
  const kept = await other.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  rule('nothing personal stays in the browser', ![person.login, person.name, person.phone].some((word) => kept.includes(word)), kept);
  rule(`the cabinet (${say.lang}) complains of nothing`, quiet().length + other.quiet().length === 0, [...quiet(), ...other.quiet()].join('\n'));
  await context.close();
  await other.context.close();
}

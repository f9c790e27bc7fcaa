// What every journey needs: a browser, a person's phone, and rules that are counted.
import axe from 'axe-core';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { rule } from '../rules.mjs';

export { finish, rule } from '../rules.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const demo = JSON.parse(readFileSync(process.env.KABINET_DEMO ?? join(root, 'var/demo.json'), 'utf8'));
export const url = process.env.KABINET_URL ?? demo.url;
export const pictures = process.env.PICTURES ?? join(root, 'build/pictures');
mkdirSync(pictures, { recursive: true });

// One journey's trouble must not hide the others.
export async function journey(name, body) {
  try {
    await body();
  } catch (trouble) {
    rule(`${name} comes to its end`, false, trouble.stack);
  }
}

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

export const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };

// A page of a new context; whatever the page complains of fails the journey.
export async function open({ locale = 'ru-RU', size = 'phone', scheme = 'light', allow = [] } = {}) {
  const context = await browser.newContext({
    locale, viewport: widths[size], colorScheme: scheme, reducedMotion: 'reduce', timezoneId: 'Europe/Moscow',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    // A refused request is part of some journeys; everything else in the console is a fault.
    if (line.type() === 'error' && !/status of (401|403|404|409|410|422|429|503)|ERR_INTERNET_DISCONNECTED/.test(line.text())) complaints.push(line.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) complaints.push(`asks ${request.url()}`);
  });
  const quiet = () => complaints.filter((one) => !allow.some((word) => one.includes(word)));
  return { context, page, quiet };
}

export const inbox = async (phone) =>
  (await fetch(`${demo.sandbox_url}/sms?to=${encodeURIComponent(phone)}`)).json();

export async function code_for(phone, before) {
  for (let turn = 0; turn < 100; turn += 1) {
    const messages = await inbox(phone);
    for (const one of messages.slice(0, messages.length - before)) {
      const code = one.text.match(/(?<!\d)\d{6}(?!\d)/);
      if (code) return code[0];
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no code reached ${phone}`);
}

export async function sign_in(page, person) {
  await page.goto(`${url}/login`);
  await page.fill('#login', person.login);
  await page.fill('#password', person.password);
  const before = (await inbox(person.phone)).length;
  await page.keyboard.press('Enter');
  await page.waitForSelector('#code');
  await page.fill('#code', await code_for(person.phone, before));
  await page.keyboard.press('Enter');
  await page.waitForURL((to) => !to.pathname.startsWith('/login'));
}

const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
async function check_axe(page, what, rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly }), rules);
  const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  rule(`axe finds nothing on ${what}`, told.length === 0, told.join('\n'));
}

// Journeys go on side by side, but what keeps all cores busy or is timed has them for itself.
let last = Promise.resolve();
export function alone(work) {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

// The same page at every size and scheme: a picture each, no sideways scrolling, axe content. What
// another scheme cannot change is not asked twice: it has other colours, but the same elements; and
// another language has other words, but the same colours.
export async function look_at(page, name) {
  await page.waitForLoadState('networkidle');
  await alone(async () => {
    for (const scheme of name.endsWith('-en') ? ['light'] : ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const [size, viewport] of Object.entries(widths)) {
        await page.setViewportSize(viewport);
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(pictures, `${name}-${size}-${scheme}.png`), fullPage: true });
        await check_axe(page, `${name}, ${size}, ${scheme}`, scheme === 'dark' ? colours : everything);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    // A chart follows its frame a moment later.
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, { timeout: 2000 }).catch(() => {});
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    rule(`${name} fits 320 px`, wide <= 0, `${wide} px too wide`);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize(widths.phone);
  });
}

// A new row of the accounting system arrives as rows do: by the importer. Gives the time it took.
export function import_operation(line) {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-journey-'));
  const source = join(process.env.VAR ?? join(root, 'var'), 'demo');
  for (const file of ['clients.csv', 'contracts.csv', 'operations.csv']) cpSync(join(source, file), join(folder, file));
  appendFileSync(join(folder, 'operations.csv'), `${line}\n`);
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  execFileSync(join(root, 'infra/import'), [folder], { stdio: 'pipe' });
  return Date.now();
}

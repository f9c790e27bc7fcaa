// Signing in: three steps, by keyboard alone, with every way to be wrong; and the first load.
import { code_for, demo, inbox, look_at, open, rule, url } from './world.mjs';

// Bytes of script that the sign-in page needs, as they travel.
async function script_bytes(page) {
  let bytes = 0;
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const scripts = new Set();
  client.on('Network.responseReceived', ({ requestId, response }) => {
    if (/\.m?js(\?|$)/.test(response.url)) scripts.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(`${url}/login`);
  await page.waitForSelector('#login');
  await page.waitForLoadState('networkidle');
  return bytes;
}

export async function doors() {
  const person = demo.clients[1];
  const { context, page, quiet } = await open({ size: 'phone' });
  const bytes = await script_bytes(page);
  rule('the sign-in page loads in under 120 KB of compressed script', bytes > 10_000 && bytes < 120 * 1024, `${bytes} bytes`);
  rule('the third field is not there before the first two are right', (await page.locator('#code').count()) === 0);
  await look_at(page, 'login');

  const wrong = async (login, password) => {
    await page.fill('#login', login);
    await page.fill('#password', password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    await page.waitForTimeout(200);
    return page.locator('[role=alert]').first().innerText();
  };
  const of_nobody = await wrong('Z9999999', 'some password');
  const of_person = await wrong(person.login, 'some password');
  rule('a wrong ID and a wrong password are told in the same words', of_nobody === of_person, `${of_nobody} / ${of_person}`);
  await look_at(page, 'login-wrong');

  await page.goto(`${url}/login`);
  const before = (await inbox(person.phone)).length;
  // By keyboard alone: from the top of the page to the field, nothing but Tab, typing and Enter.
  const reach = async (id) => {
    for (let turn = 0; turn < 30; turn += 1) {
      if ((await page.evaluate(() => document.activeElement?.id)) === id) return true;
      await page.keyboard.press('Tab');
    }
    return false;
  };
  await page.waitForSelector('#login');
  rule('Tab reaches the ID', await reach('login'));
  await page.keyboard.type(person.login);
  rule('Tab reaches the password', await reach('password'));
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#code');
  rule('the code\'s field has the focus', (await page.evaluate(() => document.activeElement?.id)) === 'code');
  rule('the phone may fill the code in', (await page.getAttribute('#code', 'autocomplete')) === 'one-time-code'
    && (await page.getAttribute('#code', 'inputmode')) === 'numeric');
  await look_at(page, 'login-code');
  const code = await code_for(person.phone, before);
  await page.fill('#code', code === '000000' ? '000001' : '000000');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=alert]:has-text("4")');
  rule('a wrong code is told with the tries that are left', (await page.locator('[role=alert]').first().innerText()).includes('4'));
  await page.fill('#code', code);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);
  rule('the right code opens the cabinet', true);
  await page.goto(`${url}/nowhere`);
  await page.waitForSelector('h1');
  await look_at(page, 'missing');
  rule('signing in complains of nothing', quiet().length === 0, quiet().join('\n'));
  await context.close();

  const stranger = await open({ locale: 'en-US' });
  await stranger.page.goto(`${url}/sessions`);
  await stranger.page.waitForURL(/\/login/);
  rule('who is not signed in is asked to, and will come back', stranger.page.url().includes('next='), stranger.page.url());
  const raw = await fetch(`${url}/contracts/1`, { headers: { 'Accept-Encoding': 'identity' } });
  rule('no page holds data before sign-in', !(await raw.text()).includes(person.name));
  await stranger.context.close();
}

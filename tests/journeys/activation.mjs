// A client of an imported portfolio gets in with a letter: ID, code, SMS, a password of his own.
import { code_for, demo, inbox, look_at, open, rule, url, sign_in } from './world.mjs';

export async function activation() {
  const person = demo.letters[0];
  const { context, page, quiet } = await open({ size: 'phone' });
  await page.goto(`${url}/login`);
  await page.click('a[href="/activate"]');
  await page.waitForSelector('#letter_code');
  await look_at(page, 'activation-letter');

  await page.keyboard.press('Tab');
  await page.click('button[type=submit]');
  rule('empty fields are named in a summary', (await page.locator('[role=alert] a').count()) === 2);

  await page.fill('#login', person.login.toLowerCase());
  await page.fill('#letter_code', 'AAAA-BBBB-CC');
  await page.click('button[type=submit]');
  await page.waitForSelector('[role=alert]:has-text("код")');
  rule('a wrong code of a letter opens nothing', (await page.locator('#code').count()) === 0);

  const before = (await inbox(person.phone)).length;
  await page.fill('#letter_code', person.code.toLowerCase());
  await page.click('button[type=submit]');
  await page.waitForSelector('#code');
  rule('of the phone only the last digits are shown', (await page.textContent('main')).includes(person.phone.slice(-2))
    && !(await page.textContent('main')).includes(person.phone));
  await look_at(page, 'activation-code');
  await page.fill('#code', await code_for(person.phone, before));
  await page.keyboard.press('Enter');

  const field = page.locator('input[autocomplete="new-password"]').first();
  await field.waitFor();
  await look_at(page, 'activation-password');
  const set = async (password) => {
    for (const one of await page.locator('input[autocomplete="new-password"]').all()) await one.fill(password);
    await page.click('button[type=submit]');
  };
  await set('short');
  await page.waitForSelector('[role=alert]');
  rule('a short password is refused before it is sent', (await field.getAttribute('aria-invalid')) === 'true', await field.evaluate((one) => one.outerHTML));
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/password'));
  await set('qwertyuiop');
  rule('the server refuses it', (await sent).status() === 422);
  await page.waitForSelector('[role=alert]');
  rule('a password of the common list is refused', page.url().includes('/activate'));
  person.password = `тихая гавань ${Date.now()}`;
  await set(person.password);
  await page.waitForURL(`${url}/`);
  await page.waitForSelector('h1');
  rule('after the password the cabinet is open', (await page.textContent('body')).includes('Выход'));
  rule('activation complains of nothing', quiet().length === 0, quiet().join('\n'));
  await context.close();

  const again = await open();
  await sign_in(again.page, person);
  rule('the new password opens the cabinet', again.page.url() === `${url}/`, again.page.url());
  await again.context.close();
}

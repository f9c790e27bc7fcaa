// A client pays: every sum and mistake of the form, a card that works, one that does not, 3-D
// Secure, a closed tab, SBP by its drawn code, bank details on paper; and the three ways in which
// people pay twice without meaning to. Once in each language, against the stand-in bank.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demo, inbox, look_at, open, pictures, rule, sign_in, url, widths } from './world.mjs';

const cards = { good: '2200000000000012', poor: '2200000000000020', asks: '2200000000000046' };
const words = {
  'ru-RU': { lang: 'ru', person: 3, done: /^Оплачено/, poor: 'не хватило денег', code: 'Код из СМС банка', faults: 'Сумма цифрами',
    finish: 'Перейти на страницу банка', again: 'Попробовать ещё раз', same: 'Точно такой платёж вы уже сделали', sum: (text) => text },
  'en-US': { lang: 'en', person: 0, done: /^Paid/, poor: 'not enough money', code: 'code from the bank’s SMS', faults: 'A sum in digits',
    finish: 'Go to the bank’s page', again: 'Try again', same: 'already made this very payment', sum: (text) => text.replace(',', '.') },
};

const api = (page, path) => page.evaluate(async (where) => (await fetch(where)).json(), path);
const owed = async (page) => (await api(page, '/api/contracts')).contracts.reduce((all, one) => all + one.outstanding_kopecks, 0);
const payments = async (page) => (await api(page, '/api/payments')).payments;
const is_one_more = ([newest, next], before) => newest.id !== before.id && next.id === before.id;
const button = (page) => page.locator('button[type=submit]').last();
const is_own_page = (to) => /^\/pay\/[0-9a-f-]{36}$/.test(to.pathname);

// The form with one contract and a sum of the payer's own, as far as the button.
async function fill(page, method, sum) {
  await page.goto(`${url}/pay`);
  await page.locator('#amount_other').check();
  const boxes = page.locator('input[type=checkbox]');
  for (let at = 1; at < (await boxes.count()); at += 1) await boxes.nth(at).uncheck();
  if (await boxes.count()) await boxes.first().check();
  await page.locator('input[id^=sum_]').fill(sum);
  await page.locator('input[name=method]').nth(await method_at(page, method)).check();
}
const method_at = async (page, method) =>
  (await api(page, '/api/payments/options')).methods.findIndex((one) => one.method === method);

async function at_the_bank(page) {
  await page.waitForURL((to) => to.pathname.startsWith('/bank/pay/'));
}
async function give_card(page, card) {
  await page.fill('#card', card);
  await page.click('button[value=pay]');
}
async function title(page, text) {
  await page.locator('h1', { hasText: text }).waitFor({ timeout: 30_000 });
}
// What a phone's camera would read off the screen of a computer (on a phone the menu may cover it).
async function read_code(page, code, picture) {
  const path = join(pictures, picture);
  await page.setViewportSize(widths.desktop);
  await code.screenshot({ path });
  await page.setViewportSize(widths.phone);
  return execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', path]).toString().trim();
}

async function mistakes(page, say) {
  await page.goto(`${url}/pay`);
  await page.waitForSelector('#amount_due');
  await look_at(page, `pay-${say.lang}`);
  await fill(page, 'card', 'сто');
  await button(page).click();
  const told = page.getByRole('alert').first();
  await told.waitFor();
  rule(`a sum in letters is refused in words (${say.lang})`, (await page.innerText('main')).includes(say.faults), await told.innerText());
  rule('and takes the person to the field', await page.locator('input[id^=sum_]').getAttribute('aria-invalid') === 'true');
  await look_at(page, `pay-faults-${say.lang}`);
}

async function card_pays(page, person, say) {
  const [before, texts] = [await owed(page), (await inbox(person.phone)).length];
  await fill(page, 'card', say.sum('150,25'));
  await button(page).click();
  await at_the_bank(page);
  await look_at(page, `bank-card-${say.lang}`);
  await give_card(page, cards.good);
  await page.waitForURL(is_own_page);
  await title(page, say.done);
  await page.waitForSelector('table');
  await look_at(page, `receipt-${say.lang}`);
  const payment = await api(page, `/api/payments/${new URL(page.url()).pathname.slice(5)}`);
  rule('the lines of where the money went add up', payment.allocation.reduce((all, one) => all + one.amount_kopecks, 0) === 15025, JSON.stringify(payment));
  rule('the debt fell by the sum and no more', before - (await owed(page)) === 15025, `${before} → ${await owed(page)}`);
  rule('the receipt fits one sheet', sheets(await paper(page, `receipt-${say.lang}`)) === 1);
  await page.waitForTimeout(1500);
  const fresh = await inbox(person.phone);
  rule('the payer is told by SMS', fresh.slice(0, fresh.length - texts).some((one) => one.text.includes('150,25') || one.text.includes('150.25')), JSON.stringify(fresh[0]));
}

// Who has several contracts pays what is due on all of them at once.
async function several(page, say) {
  const due = (await api(page, '/api/payments/options')).contracts.filter((one) => one.due_now_kopecks > 0);
  rule('the person of this journey owes on several contracts', due.length > 1, JSON.stringify(due));
  const sum = due.reduce((all, one) => all + one.due_now_kopecks, 0);
  const before = await owed(page);
  await page.goto(`${url}/pay`);
  await page.locator('#amount_due').check();
  for (const box of await page.locator('input[type=checkbox]').all()) await box.check();
  await page.locator('input[name=method]').nth(await method_at(page, 'card')).check();
  await look_at(page, `pay-several-${say.lang}`);
  await button(page).click();
  await at_the_bank(page);
  await give_card(page, cards.good);
  await page.waitForURL(is_own_page);
  await title(page, say.done);
  await page.waitForSelector('table');
  await look_at(page, `receipt-several-${say.lang}`);
  const payment = await api(page, `/api/payments/${new URL(page.url()).pathname.slice(5)}`);
  rule('one payment covers what is due on each contract', due.every((one) =>
    payment.allocation.filter((line) => line.contract_id === one.id)
      .reduce((all, line) => all + line.amount_kopecks, 0) === one.due_now_kopecks), JSON.stringify(payment));
  rule('and the debt falls by just that', before - (await owed(page)) === sum, `${before} → ${await owed(page)}, ${sum}`);
  const text = await page.innerText('main');
  rule('the receipt names every contract', due.every((one) => text.includes(one.number)), text);
}

const paper = async (page, name) => {
  const bytes = await page.pdf({ format: 'A4', printBackground: true });
  writeFileSync(join(pictures, `${name}.pdf`), bytes);
  return bytes.toString('latin1');
};
const sheets = (pdf) => (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

async function card_fails(page, say) {
  const before = await owed(page);
  await fill(page, 'card', '111');
  await button(page).click();
  await at_the_bank(page);
  await give_card(page, cards.poor);
  await page.waitForURL(is_own_page);
  const alert = page.getByRole('alert').first();
  await alert.waitFor({ timeout: 30_000 });
  rule(`a declined card says why (${say.lang})`, (await alert.innerText()).includes(say.poor), await alert.innerText());
  rule('a declined card changes no debt', (await owed(page)) === before);
  await look_at(page, `declined-${say.lang}`);
  await page.getByRole('button', { name: say.again }).click();
  await page.waitForURL((to) => to.pathname === '/pay');
  rule('trying again keeps the sum', (await page.locator('input[id^=sum_]').first().inputValue()).startsWith('111'));
}

async function three_d_secure(page, say) {
  for (const [code, good] of [['0000', false], ['1234', true]]) {
    await fill(page, 'card', good ? '112' : '113');
    await button(page).click();
    await at_the_bank(page);
    await give_card(page, cards.asks);
    await page.waitForSelector('#code');
    if (good) await look_at(page, `bank-code-${say.lang}`);
    await page.fill('#code', code);
    await page.click('button[value=pay]');
    await page.waitForURL(is_own_page);
    if (good) await title(page, say.done);
    else await page.getByRole('alert').filter({ hasText: say.code }).waitFor({ timeout: 30_000 });
    rule(`3-D Secure with ${good ? 'the right' : 'a wrong'} code ends as it should (${say.lang})`, true);
  }
}

async function closed_tab(context, page, say) {
  await fill(page, 'card', '114');
  await button(page).click();
  await at_the_bank(page);
  await page.close();
  const later = await context.newPage();
  await later.goto(`${url}/pay`);
  const [open_one] = (await payments(later)).filter((one) => one.state === 'submitted');
  const way = later.locator(`a[href="/pay/${open_one.id}"]`).first();
  await way.waitFor();
  rule(`who returns is shown the unfinished payment (${say.lang})`, true);
  await look_at(later, `unfinished-${say.lang}`);
  await way.click();
  await later.getByRole('link', { name: say.finish }).waitFor();
  await look_at(later, `finish-${say.lang}`);
  await later.getByRole('link', { name: say.finish }).click();
  await at_the_bank(later);
  await give_card(later, cards.good);
  await title(later, say.done);
  rule('and pays it to its end', (await api(later, `/api/payments/${open_one.id}`)).state === 'succeeded');
  return later;
}

async function sbp(context, page, say) {
  await fill(page, 'sbp', '115');
  await button(page).click();
  await page.waitForURL(is_own_page);
  const code = page.locator('main svg[role=img], main [role=img] svg').first();
  await code.waitFor();
  await look_at(page, `sbp-${say.lang}`);
  const payment = await api(page, `/api/payments/${new URL(page.url()).pathname.slice(5)}`);
  const read = await read_code(page, code, `sbp-code-${say.lang}.png`);
  rule('the drawn SBP code is read as what the bank gave', read === payment.confirmation.qr, read);
  const phone = await context.newPage();
  await phone.goto(`${demo.sandbox_url}/bank/sbp/${new URL(read).pathname.slice(1)}`);
  await look_at(phone, `bank-sbp-${say.lang}`);
  await phone.click('button[value=pay]');
  await title(page, say.done);
  rule(`the open page shows the SBP result by itself (${say.lang})`, true);
  await phone.close();
}

async function slip(page, say) {
  await page.goto(`${url}/pay/details`);
  const code = page.locator('main svg[role=img], main [role=img] svg').first();
  await code.waitFor();
  await look_at(page, `details-${say.lang}`);
  await page.locator('#amount').fill(say.sum('777,70'));
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await page.waitForFunction(() => /777[,.]70/.test(document.querySelector('main').innerText));
  const text = await read_code(page, code, `slip-code-${say.lang}.png`);
  rule('the slip\'s code is a payment of the sum in the form', text.startsWith('ST0001') && text.includes('|Sum=77770'), text);
  rule(`the slip is one sheet of paper (${say.lang})`, sheets(await paper(page, `slip-${say.lang}`)) === 1);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 720, height: 1000 });
  await page.screenshot({ path: join(pictures, `slip-${say.lang}-paper.png`), fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${url}/pay/points`);
  await page.waitForSelector('#search');
  await look_at(page, `points-${say.lang}`);
}

async function double_click(page, say) {
  const [before] = await payments(page);
  await fill(page, 'card', '116');
  await button(page).dblclick();
  await at_the_bank(page);
  const bank_page = page.url();
  await page.goBack();
  await page.getByRole('link', { name: say.finish }).waitFor();
  rule(`Back from the bank says that the payment is not finished (${say.lang})`, is_own_page(new URL(page.url())));
  await page.goBack();
  await page.waitForURL((to) => to.pathname === '/pay');
  rule(`Back once more finds the form as it was (${say.lang})`, (await page.locator('input[id^=sum_]').inputValue()).startsWith('116'));
  await button(page).click();
  await at_the_bank(page);
  rule('sent again, it is the same payment', page.url() === bank_page, `${bank_page} → ${page.url()}`);
  await page.goto(`${url}/payments`);
  rule('a double click and a way back made one payment', is_one_more(await payments(page), before));
}

async function two_tabs(context, page, say) {
  const [before] = await payments(page);
  const other = await context.newPage();
  await fill(page, 'card', '117');
  await fill(other, 'card', '117');
  await Promise.all([button(page).click(), button(other).click()]);
  await Promise.all([at_the_bank(page), at_the_bank(other)]);
  rule(`two tabs with the same form make one payment (${say.lang})`, page.url() === other.url(), `${page.url()} ${other.url()}`);
  await give_card(page, cards.good);
  await title(page, say.done);
  await other.goBack();
  await other.waitForURL(is_own_page);
  await other.goBack();
  await other.waitForSelector('input[id^=sum_]');
  await button(other).click();
  await other.waitForURL(is_own_page);
  await other.locator('main', { hasText: say.same }).waitFor();
  rule('the tab that comes too late is shown the receipt', true);
  await look_at(other, `again-${say.lang}`);
  await other.close();
  await page.goto(`${url}/payments`);
  await page.waitForSelector('main li');
  rule('and there is one payment in the list', is_one_more(await payments(page), before));
  await look_at(page, `payments-${say.lang}`);
}

export async function paying(locale) {
  const say = words[locale];
  const person = demo.clients[say.person];
  const { context, page, quiet } = await open({ locale, allow: [`asks ${demo.sandbox_url}`] });
  await sign_in(page, person);
  await mistakes(page, say);
  await card_pays(page, person, say);
  await card_fails(page, say);
  if (say.person === 3) await several(page, say);
  await three_d_secure(page, say);
  const later = await closed_tab(context, page, say);
  await sbp(context, later, say);
  await slip(later, say);
  await double_click(later, say);
  await two_tabs(context, later, say);
  rule(`paying (${say.lang}) complains of nothing`, quiet().length === 0, quiet().join('\n'));
  await context.close();
}

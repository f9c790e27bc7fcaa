// The journeys, in the order in which a person meets the product.
import { browser, finish, journey } from './world.mjs';
import { activation } from './activation.mjs';
import { cabinet } from './cabinet.mjs';
import { doors } from './doors.mjs';
import { paying } from './paying.mjs';

await journey('activation', activation);
await journey('signing in', doors);
// Two people at once, for half of a journey is waiting.
await Promise.all(['ru-RU', 'en-US'].map(async (locale) => {
  await journey(`the cabinet in ${locale}`, () => cabinet(locale));
  await journey(`paying in ${locale}`, () => paying(locale));
}));
await browser.close();
finish();

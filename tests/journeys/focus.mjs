// By keyboard alone, on the smallest screen: wherever Tab leads, the eye can follow. axe sees no layer
// that lies over the focus (WCAG 2.2, 2.4.11), such as the menu of a phone.
import { rule, url } from './world.mjs';

// What has the focus, and whether any of it can be seen: asked at its middle and near its corners.
const looked_at = () => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const [x, y] = [[0.1, 0.5, 0.9].map((part) => box.left + box.width * part), [0.1, 0.5, 0.9].map((part) => box.top + box.height * part)];
  const seen = x.some((left) => y.some((top) => {
    const top_one = document.elementFromPoint(left, top);
    return top_one && (one.contains(top_one) || top_one.contains(one) && top_one.tagName === 'LABEL');
  }));
  return { name: (one.innerText || one.getAttribute('aria-label') || one.id || one.tagName).trim().slice(0, 40), seen };
};

export async function focus_is_seen(page, paths) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of paths) {
    await page.goto(url + path);
    await page.waitForSelector('h1');
    await page.waitForLoadState('networkidle');
    const hidden = [];
    let count = 0;
    for (; count < 120; count += 1) {
      await page.keyboard.press('Tab');
      let one = await page.evaluate(looked_at);
      if (!one) break;
      // The way to the content slides in, and what has just come may still move.
      for (let turn = 0; one && !one.seen && turn < 5; turn += 1) {
        await page.waitForTimeout(100);
        one = await page.evaluate(looked_at);
      }
      if (!one) break;
      if (!one.seen) hidden.push(one.name);
    }
    rule(`Tab walks through ${path.replace(/[0-9a-f-]{36}/, '…')} and every stop is seen`, count > 3 && hidden.length === 0, `${count} stops; hidden: ${hidden.join(', ')}`);
  }
  await page.setViewportSize(before);
}

// What both comparisons share: rounds in which everybody has his turn, medians over the rounds, and
// the tables.
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const print = (...cells) => console.log(`| ${cells.join(' | ')} |`);
export const line = (count) => print(...Array(count).fill('---'));

// Every contender, (connections) → {rate, p99}, has his turn in each round with each number of
// connections; round 0 warms up and is not counted. Answers (name, connections, what) → median.
export async function compete(contenders, connections, rounds) {
  const seen = new Map();
  for (let round = 0; round <= rounds; round += 1) {
    for (const many of connections) {
      for (const [name, load] of Object.entries(contenders)) {
        const { rate, p99 } = await load(many);
        console.error(`  round ${round}: ${name}, ${many}: ${rate.toFixed(0)}/s, ${p99} ms`);
        if (round === 0) continue;
        const key = `${name} ${many}`;
        if (!seen.has(key)) seen.set(key, []);
        seen.get(key).push({ rate, p99 });
      }
    }
  }
  return (name, many, what) => median(seen.get(`${name} ${many}`).map((one) => one[what]));
}

export function printRates(names, connections, of, unit) {
  print('what answers', ...connections.flatMap((many) => [`${unit}, ${many} conn.`, 'p99 ms']),
    `Kabinet ÷ this, ${connections.join(' / ')}`);
  line(2 + 2 * connections.length);
  for (const name of names) {
    const ratio = connections.map((many) =>
      (of('Kabinet', many, 'rate') / of(name, many, 'rate')).toFixed(2));
    print(name, ...connections.flatMap((many) => [of(name, many, 'rate').toFixed(0),
      name === 'pgbench' ? '–' : of(name, many, 'p99').toFixed(1)]), ratio.join(' / '));
  }
  console.log();
}

const verdicts = [];
const target = (what, value, text, met) =>
  verdicts.push([what, value.toFixed(2), text, met ? 'met' : 'not met']);
export const atLeast = (what, value, bound) => target(what, value, `≥ ${bound}`, value >= bound);
export const atMost = (what, value, bound) => target(what, value, `≤ ${bound}`, value <= bound);

export function printTargets() {
  print('target', 'measured', 'wanted', '');
  line(4);
  for (const row of verdicts) print(...row);
}

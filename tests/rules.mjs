// Counts the rules of one run: those that hold are silent, those that do not are named with what was
// seen instead.
let passed = 0;
let failed = 0;

export function rule(sentence, good, seen = '') {
  if (good) passed += 1;
  else {
    failed += 1;
    console.log(`not ok - ${sentence}${seen === '' ? '' : `: ${String(seen).slice(0, 600)}`}`);
  }
}

// The last line of a run, and its exit code.
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

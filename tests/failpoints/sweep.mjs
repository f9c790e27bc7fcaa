// One case: the same deed again and again, killed at boundary 1, 2, 3 … until it ends by itself.
// A deed answers what Program.end() says, and whom it was done to.
const boundaries_max = 300;

export async function sweep(name, seed, deed) {
  const subjects = [];
  for (let n = 1; n <= boundaries_max; n += 1) {
    const { subject, killed, code, met, at } = await deed(n);
    const where = `${name}, seed ${seed}, ${killed ? `killed ${n}: ${at}` : 'not killed'}`;
    subject.where = subject.where ? `${subject.where}; ${where}` : where;
    subjects.push(subject);
    if (killed) continue;
    if (code !== 0) throw new Error(`${name}: ended by itself with ${code} at ${n}`);
    return { name, seed, subjects, met };
  }
  throw new Error(`${name}: more than ${boundaries_max} boundaries`);
}

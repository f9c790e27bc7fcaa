// Hints while a password is chosen. The server decides (length, list of common ones); this only
// says early what it can.
export type Rules = { length: boolean; varied: boolean; own: boolean }

export function rules_of(password: string, login: string): Rules {
  const length = [...password].length
  const name = login.trim().toLowerCase()
  return {
    length: length >= 10 && length <= 128,
    varied: new Set(password).size >= 5 && !is_run(password),
    own: password !== '' && (name === '' || !password.toLowerCase().includes(name)),
  }
}

/** 0 weak … 3 excellent: length first, kinds of characters second. */
export function strength_of(password: string, login: string): number {
  const rules = rules_of(password, login)
  if (!rules.length || !rules.varied || !rules.own) return 0
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((k) => k.test(password)).length
  const points = [...password].length + kinds * 2
  return points >= 22 ? 3 : points >= 17 ? 2 : 1
}

// More than half of the neighbours follow each other: 1234567890, abcdefghij, aaaaaaaaaa.
function is_run(password: string) {
  const codes = [...password].map((c) => c.codePointAt(0) ?? 0)
  const steps = codes.slice(1).filter((c, i) => Math.abs(c - (codes[i] ?? 0)) <= 1).length
  return steps > (codes.length - 1) / 2
}

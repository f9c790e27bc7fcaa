// Loading the page anew, by itself at most once a minute: a reload that does not help must not
// become a loop.
const NAME = 'kabinet.reloaded'
const ONCE_MS = 60_000

export const reload = () => window.location.reload()

export function may_reload(): boolean {
  try {
    const last_ms = Number(sessionStorage.getItem(NAME) ?? 0)
    if (Date.now() - last_ms < ONCE_MS) return false
    sessionStorage.setItem(NAME, String(Date.now()))
    return true
  } catch {
    return false // without storage nobody would count
  }
}

// Where to go after sign-in. Only a path of this site: an address from outside must not be able
// to send a freshly signed-in person elsewhere.
export function safe_next(wanted: string | null): string {
  if (!wanted?.startsWith('/')) return '/'
  try {
    const url = new URL(wanted, location.origin)
    const inside = url.origin === location.origin && !/^\/(login|activate)\b/.test(url.pathname)
    return inside ? url.pathname + url.search : '/'
  } catch {
    return '/'
  }
}

// To the sign-in page; unless the person left on purpose, back to the same place afterwards.
import { go_replace, here } from '../ui/address'

export type Why = 'ended' | 'idle' | 'left'

export function leave(why: Why) {
  if (location.pathname === '/login') {
    if (why !== 'ended') go_replace(here(), { why })
    return
  }
  const wanted = why === 'left' || here() === '/' ? '' : `?next=${encodeURIComponent(here())}`
  go_replace(`/login${wanted}`, { why })
}

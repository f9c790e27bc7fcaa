// To the sign-in page; unless the person left on purpose, back to the same place afterwards. Who
// was never signed in here has no session to hear the end of.
import { go_replace, here } from '../ui/address'
import { forget, kept } from '../ui/kept'

export type Why = 'ended' | 'idle' | 'left'

export function leave(why: Why) {
  const luggage = why === 'ended' && !kept('inside') ? undefined : { why }
  if (why === 'left') forget('inside')
  if (location.pathname === '/login') {
    if (why !== 'ended') go_replace(here(), { why })
    return
  }
  const wanted = why === 'left' || here() === '/' ? '' : `?next=${encodeURIComponent(here())}`
  go_replace(`/login${wanted}`, luggage)
}

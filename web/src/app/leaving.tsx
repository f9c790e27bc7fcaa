// Signing out until it is true: the server has ended the session, or knows of none. Until then the
// page says that this device is still signed in, and tries again by itself.
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call, Refused, remember_csrf } from '../api/client'
import { routes, type Session } from '../api/types'
import { useWords } from '../ui/language'
import { forget_leaving, type Wish, wish_to_leave } from '../ui/leaving'
import { Notice } from '../ui/notice'
import { PageTitle } from '../ui/page_title'
import { Reference, useRefusalWords } from '../ui/refusal'
import { common_words } from '../words/frame'
import { leaving_words } from '../words/leaving'
import { Door } from './door'
import { leave } from './leave'

const RETRY_MS = 15_000

export function Leaving({ wish }: { wish: Wish }) {
  const { trouble, busy, again } = useEnd(wish)
  const words = useWords(leaving_words)
  const common = useWords(common_words)
  const in_words = useRefusalWords()
  if (!trouble) {
    return (
      <Door>
        <PageTitle text={common.signing_out} />
      </Door>
    )
  }
  return (
    <Door>
      <div className="stack">
        <PageTitle key="not yet" text={words.title} />
        <Notice tone="warn" urgent title={in_words(trouble)}>
          <p>{words.text}</p>
          <Reference error={trouble} />
        </Notice>
        <div>
          <Button onClick={again} loading={busy}>
            {words.again}
          </Button>
        </div>
      </div>
    </Door>
  )
}

/** One try at once, and one more at every turn: the button, the connection, the clock. */
function useEnd(wish: Wish) {
  const [trouble, set_trouble] = useState<unknown>(null)
  const [busy, set_busy] = useState(true)
  const [turn, set_turn] = useState(0)
  const again = () => set_turn((n) => n + 1)

  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const fail = (error: unknown) => {
      if (over) return
      set_trouble(error)
      set_busy(false)
      timer = setTimeout(again, RETRY_MS)
    }
    set_busy(true)
    end_session().then(() => over || gone(wish), fail)
    addEventListener('online', again)
    return () => {
      over = true
      clearTimeout(timer)
      removeEventListener('online', again)
    }
  }, [wish, turn])

  return { trouble, busy, again }
}

// In this order: without the wish, the cabinet would be drawn once more on the way out.
function gone(wish: Wish) {
  leave(wish)
  forget_leaving()
}

async function end_session() {
  const end = () => call('DELETE', routes.session_sign_out())
  try {
    await end().catch(async (error) => {
      if (!(error instanceof Refused) || error.code !== 'csrf_refused') throw error
      // A reloaded page knows no CSRF value yet.
      const session = await call<Session>('GET', routes.session_show())
      remember_csrf(session.csrf)
      if (wish_to_leave()) await end()
    })
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error
  }
}

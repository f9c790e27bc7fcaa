// Warns two minutes before the session ends and offers to stay. While someone works on the page
// without asking the server for anything, it tells the server now and then.
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { local_ms } from '../api/client'
import { session_query } from '../api/queries'
import type { Session } from '../api/types'
import { common_words } from '../words/frame'
import { clock_text } from '../ui/date_text'
import { useWords } from '../ui/language'
import css from './frame.module.css'
import { hold_presence, last_touch_ms, note_presence, watch_presence } from './presence'

const WARN_S = 120
const TELL_MS = 5 * 60_000

type Props = { session: Session; onLeave: (why: 'idle' | 'left') => void }

export function IdleWarning({ session, onLeave }: Props) {
  const client = useQueryClient()
  const [left_s, set_left_s] = useState<number | null>(null)
  const [seen, set_seen] = useState(false)
  const last_chance = seconds_to(session.expires_at) <= WARN_S
  const leave = useRef(onLeave)
  leave.current = onLeave

  useEffect(watch_presence, [])
  useEffect(() => {
    let told_ms = Date.now()
    const timer = setInterval(() => {
      const idle_s = session.idle_after_s - (Date.now() - last_touch_ms()) / 1000
      const left = Math.min(idle_s, seconds_to(session.expires_at))
      if (left <= 0) {
        clearInterval(timer)
        leave.current('idle')
        return
      }
      hold_presence(idle_s <= WARN_S)
      set_left_s(left <= WARN_S ? left : null)
      if (left > WARN_S && last_touch_ms() > told_ms && Date.now() - told_ms > TELL_MS) {
        told_ms = Date.now()
        void client.refetchQueries(session_query)
      }
    }, 1000)
    return () => {
      clearInterval(timer)
      hold_presence(false)
    }
  }, [session, client])

  if (left_s === null || (last_chance && seen)) return null
  const stay = () => {
    note_presence()
    set_left_s(null)
    void client.refetchQueries(session_query)
  }
  return (
    <Warning
      left_s={left_s}
      last={last_chance}
      onStay={last_chance ? () => set_seen(true) : stay}
      onLeave={() => onLeave('left')}
    />
  )
}

const seconds_to = (instant: string) => (local_ms(instant) - Date.now()) / 1000

type WarningProps = { left_s: number; last: boolean; onStay: () => void; onLeave: () => void }

function Warning({ left_s, last, onStay, onLeave }: WarningProps) {
  const words = useWords(common_words)
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (box.current && !box.current.open) box.current.showModal()
  }, [])
  return (
    <dialog
      ref={box}
      className={css.dialog}
      aria-labelledby="idle_title"
      aria-describedby="idle_text"
      onClose={onStay}
    >
      <h2 id="idle_title">{last ? words.idle_last_title : words.idle_title}</h2>
      <p id="idle_text">{last ? words.idle_last_text : words.idle_text}</p>
      <p className={`number ${css.left}`} role="timer">
        {clock_text(left_s)}
      </p>
      <div className={css.choices}>
        <Button onClick={onStay}>{last ? words.idle_finish : words.idle_stay}</Button>
        <Button variant="default" onClick={onLeave}>
          {words.sign_out}
        </Button>
      </div>
    </dialog>
  )
}

// What went wrong with the last sending of a form: sentences for fields, and until when to wait.
import { useState } from 'react'
import { Refused } from '../../api/client'
import { useRefusalWords } from '../../ui/refusal'

export type FieldError = { id: string; text: string }

export function useTrouble() {
  const in_words = useRefusalWords()
  const [errors, set_errors] = useState<FieldError[]>([])
  const [attempt, set_attempt] = useState(0)
  const [wait_until, set_wait_until] = useState<number | null>(null)
  const [busy, set_busy] = useState(false)

  const show = (next: FieldError[]) => {
    set_errors(next)
    set_attempt((n) => n + 1)
  }
  /** Names a refusal at the field `id`; `sentences` says it better where the page can. */
  const refuse = (
    error: unknown,
    id: string,
    sentences: (refused: Refused) => FieldError[] = () => [],
  ) => {
    if (error instanceof Refused && error.code === 'too_many_requests') {
      set_errors([])
      set_wait_until(Date.now() + (error.retry_after_s ?? 60) * 1000)
      return
    }
    const better = error instanceof Refused ? sentences(error) : []
    show(better.length ? better : [{ id, text: in_words(error) }])
  }
  /** Runs one sending at a time. */
  const during = async (send: () => Promise<void>) => {
    if (busy) return
    set_busy(true)
    set_errors([])
    try {
      await send()
    } finally {
      set_busy(false)
    }
  }
  const at = (id: string) => errors.find((error) => error.id === id)?.text
  return {
    errors,
    attempt,
    wait_until,
    busy,
    show,
    refuse,
    during,
    at,
    /** Of another ID the server may think otherwise. */
    stop_waiting: () => set_wait_until(null),
  }
}
export type Trouble = ReturnType<typeof useTrouble>

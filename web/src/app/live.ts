// Brings changes to the open page: server-sent events, and when they fail, asking every 15 s.
// Both rest while nobody is at the screen, or an open tab would keep a session alive for ever.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../api/client'
import { routes, type LiveEvent, type LiveOut } from '../api/types'
import type { LiveState } from '../ui/live_context'
import { someone_is_here } from './presence'

const POLL_MS = 15_000
const RETRY_MS = 30_000

export function useLive(on: boolean): LiveState {
  const client = useQueryClient()
  const [state, set_state] = useState<LiveState>('polling')

  useEffect(() => {
    if (!on) return
    const refresh = () => void client.invalidateQueries({ queryKey: ['statement'] })
    return listen(refresh, set_state)
  }, [on, client])

  useEffect(() => {
    if (!on || state === 'live') return
    const timer = setInterval(() => {
      if (!someone_is_here()) return
      void client.invalidateQueries({ queryKey: ['statement'] })
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [on, state, client])

  return state
}

/** Keeps one channel open; returns how to stop. A channel lives until its address expires. */
export function listen(onChange: () => void, onState: (state: LiveState) => void) {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let missed = false

  const later = (wait_ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void open(), wait_ms)
  }
  const lost = () => {
    source?.close()
    missed = true
    onState('polling')
    later(RETRY_MS)
  }
  const open = async () => {
    if (typeof EventSource === 'undefined') return
    if (!someone_is_here()) return later(RETRY_MS)
    const channel = await call<LiveOut>('GET', routes.live_subscribe()).catch(() => null)
    if (stopped) return
    if (!channel) return lost()
    source?.close()
    source = new EventSource(channel.url)
    source.onopen = () => {
      onState('live')
      if (missed) onChange()
      missed = false
    }
    source.onmessage = (message: MessageEvent<string>) => {
      if (is_change(message.data)) onChange()
    }
    source.onerror = lost
    later(Math.max(30, channel.expires_in_s - 30) * 1000)
  }
  void open()
  return () => {
    stopped = true
    clearTimeout(timer)
    source?.close()
  }
}

function is_change(text: string) {
  try {
    return (JSON.parse(text) as LiveEvent).kind === 'operations'
  } catch {
    return false
  }
}

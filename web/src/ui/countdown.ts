// Seconds left until a moment, counted by the clock and not by ticks: a sleeping tab wakes right.
import { useEffect, useState } from 'react'

export function useCountdown(until_ms: number | null): number {
  const [now, set_now] = useState(() => Date.now())
  useEffect(() => {
    if (until_ms === null) return
    set_now(Date.now())
    const timer = setInterval(() => {
      set_now(Date.now())
      if (Date.now() >= until_ms) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [until_ms])
  return until_ms === null ? 0 : Math.max(0, Math.ceil((until_ms - now) / 1000))
}

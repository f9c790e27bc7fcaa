// Seconds left until a moment, counted by the clock and not by ticks: a sleeping tab wakes right.
import { useEffect, useState } from 'react'

export function useCountdown(until_ms: number | null): number {
  // A clock that was read at the last tick is behind, and would show a second too many.
  const [, tick] = useState(0)
  useEffect(() => {
    if (until_ms === null) return
    const timer = setInterval(() => {
      tick((count) => count + 1)
      if (Date.now() >= until_ms) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [until_ms])
  return until_ms === null ? 0 : Math.max(0, Math.ceil((until_ms - Date.now()) / 1000))
}

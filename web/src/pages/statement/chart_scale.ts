// Arithmetic of the debt chart: where a point lies, which round values the axis shows.
import type { DebtPoint } from '../../api/types'

export type Box = { width: number; height: number; left: number; bottom: number; top: number }
export type Spot = DebtPoint & { x: number; y: number }

const DAY_MS = 86_400_000
const day_of = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS

/** Round steps (1, 2, 5 and their tens) that cover the values, at most five lines. */
export function ticks_of(points: DebtPoint[]): number[] {
  const values = points.map((point) => point.outstanding_kopecks)
  const low = Math.min(0, ...values)
  const high = Math.max(...values, low + 100)
  const rough = (high - low) / 4
  const ten = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((n) => n * ten >= rough) ?? 10) * ten
  const ticks = []
  for (let at = Math.floor(low / step) * step; at < high + step; at += step) ticks.push(at)
  return ticks
}

export function spots_of(points: DebtPoint[], ticks: number[], box: Box): Spot[] {
  const first = day_of(points[0]?.on ?? '')
  const span = Math.max(1, day_of(points.at(-1)?.on ?? '') - first)
  const low = ticks[0] ?? 0
  const high = ticks.at(-1) ?? 1
  return points.map((point) => ({
    ...point,
    x: box.left + ((day_of(point.on) - first) / span) * (box.width - box.left),
    y: level(point.outstanding_kopecks, low, high, box),
  }))
}

export function level(kopecks: number, low: number, high: number, box: Box): number {
  const part = (kopecks - low) / Math.max(1, high - low)
  return box.height - box.bottom - part * (box.height - box.bottom - box.top)
}

/** A debt stays what it was until the next operation: the line goes in steps. */
export function step_path(spots: Spot[]): string {
  return spots.map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : `H${x} V${y}`)).join(' ')
}

export function nearest(spots: Spot[], x: number): Spot | undefined {
  return spots.findLast((spot) => spot.x <= x) ?? spots[0]
}

// The chart's geometry: steps, ticks and the nearest point.
import { describe, expect, it } from 'vitest'
import { nearest, spots_of, step_path, ticks_of } from './chart_scale'

const points = [
  { on: '2026-01-01', outstanding_kopecks: 30000000 },
  { on: '2026-01-11', outstanding_kopecks: 18745367 },
  { on: '2026-01-21', outstanding_kopecks: 0 },
]
const box = { width: 210, height: 130, left: 10, bottom: 20, top: 10 }

describe('the chart of the debt', () => {
  it('has a few round lines that cover every value', () => {
    for (const high of [1, 99, 123456, 30000000, 9_999_999_999]) {
      const ticks = ticks_of([{ on: '2026-01-01', outstanding_kopecks: high }])
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high)
      expect(ticks.length).toBeLessThanOrEqual(7)
    }
  })
  it('reaches below zero for an overpayment', () => {
    expect(ticks_of([{ on: '2026-01-01', outstanding_kopecks: -5000 }])[0]).toBeLessThanOrEqual(
      -5000,
    )
  })
  it('puts a date where it lies in time, and goes in steps', () => {
    const spots = spots_of(points, [0, 30000000], box)
    expect(spots.map(({ x }) => x)).toEqual([10, 110, 210])
    expect(spots[0]?.y).toBe(10)
    expect(spots[2]?.y).toBe(110)
    expect(step_path(spots.slice(0, 2))).toMatch(/^M10 10 H110 V/)
  })
  it('reads the value that was true at the pointed day', () => {
    const spots = spots_of(points, [0, 30000000], box)
    expect(nearest(spots, 109)?.on).toBe('2026-01-01')
    expect(nearest(spots, 111)?.on).toBe('2026-01-11')
    expect(nearest(spots, -5)?.on).toBe('2026-01-01')
  })
})

// Which rows are new since the page was last seen.
import { renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { operation } from '../../testing/cast'
import { useFreshRows } from './fresh_rows'

const rows = (...numbers: number[]) => numbers.map((no) => operation(no))

describe('new rows', () => {
  it('are those above the newest known one, and not those that "show more" brings', () => {
    const { result, rerender } = renderHook(({ list }) => useFreshRows(list, 'a'), {
      initialProps: { list: rows(3, 2) },
    })
    expect(result.current.size).toBe(0)
    rerender({ list: rows(3, 2, 1) })
    expect(result.current.size).toBe(0)
    rerender({ list: rows(5, 4, 3, 2, 1) })
    expect([...result.current]).toEqual(['OP-5', 'OP-4'])
  })
  it('are forgotten when another list is shown', () => {
    const { result, rerender } = renderHook(({ list, name }) => useFreshRows(list, name), {
      initialProps: { list: rows(1), name: 'a' },
    })
    rerender({ list: rows(2, 1), name: 'a' })
    expect(result.current.size).toBe(1)
    rerender({ list: rows(9, 8), name: 'b' })
    expect(result.current.size).toBe(0)
  })
})

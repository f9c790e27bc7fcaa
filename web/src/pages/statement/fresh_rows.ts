// Which rows came while the page was open. Older rows that "show more" brings are not new: only
// what lies above the newest known row is.
import { useRef } from 'react'
import type { Operation } from '../../api/types'

export function useFreshRows(operations: Operation[], list: string): ReadonlySet<string> {
  const known = useRef<{ list: string; seen: Set<string>; fresh: Set<string> } | null>(null)
  if (known.current?.list !== list) {
    known.current = { list, seen: new Set(numbers(operations)), fresh: new Set() }
    return known.current.fresh
  }
  const { seen, fresh } = known.current
  const edge = operations.findIndex((operation) => seen.has(operation.operation_no))
  for (const number of numbers(operations.slice(0, edge === -1 ? undefined : edge)))
    fresh.add(number)
  for (const number of numbers(operations)) seen.add(number)
  return fresh
}

const numbers = (operations: Operation[]) => operations.map((operation) => operation.operation_no)

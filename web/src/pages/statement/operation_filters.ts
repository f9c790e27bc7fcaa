// The filters of operations live in the address: "back" undoes them and a link keeps them.
import type { OperationFilters, OperationKind } from '../../api/types'
import { kopecks_of } from '../../ui/money_text'

export const kinds: OperationKind[] = ['charge', 'payment', 'credit', 'correction']
export type Period = 'all' | 'month' | 'quarter' | 'year'
export const periods: Period[] = ['all', 'month', 'quarter', 'year']

/** What a person types; kept as text until it is sent. */
export type Draft = { from: string; to: string; kind: string; min: string; max: string }
/** What the server takes (shared/http/fields.cpp, shared/text). */
const first_date = '1900-01-01'
export const most_kopecks = 10_000_000_000

export const empty_draft: Draft = { from: '', to: '', kind: '', min: '', max: '' }

export function draft_of(search: URLSearchParams): Draft {
  const text = (name: string) => search.get(name) ?? ''
  return {
    from: text('from'),
    to: text('to'),
    kind: text('kind'),
    min: text('min'),
    max: text('max'),
  }
}

export function search_of(draft: Draft): Record<string, string> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim() !== ''))
}

// An address typed by hand may hold anything; what is not understood is left out.
export function filters_of(draft: Draft): OperationFilters {
  const filters: OperationFilters = {}
  if (is_date(draft.from)) filters.from = draft.from
  if (is_date(draft.to) && !(draft.to < (filters.from ?? ''))) filters.to = draft.to
  const kind = kinds.find((name) => name === draft.kind)
  if (kind) filters.kind = kind
  const [min, max] = [sum_of(draft.min), sum_of(draft.max)]
  if (min !== null) filters.min_kopecks = min
  if (max !== null && max >= (min ?? max)) filters.max_kopecks = max
  return filters
}

export function is_date(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time) || text < first_date) return false
  return new Date(time).toISOString().startsWith(text) // no 30 February
}

function sum_of(text: string): number | null {
  const kopecks = kopecks_of(text)
  return kopecks !== null && kopecks <= most_kopecks ? kopecks : null
}

export type Fault = {
  id: keyof Draft
  fault: 'part_date' | 'bad_date' | 'bad_period' | 'bad_sum' | 'too_large' | 'bad_range'
}

/** What to correct, at most one thing of a field; `unread` are dates of which a part is typed. */
export function faults_of(draft: Draft, unread: string[] = []): Fault[] {
  const date = (id: 'from' | 'to'): Fault[] => {
    if (unread.includes(id)) return [{ id, fault: 'part_date' }]
    return draft[id] && !is_date(draft[id]) ? [{ id, fault: 'bad_date' }] : []
  }
  const sum = (id: 'min' | 'max'): Fault[] => {
    if (draft[id].trim() === '' || sum_of(draft[id]) !== null) return []
    return [{ id, fault: kopecks_of(draft[id]) === null ? 'bad_sum' : 'too_large' }]
  }
  const dates = [...date('from'), ...date('to')]
  if (dates.length === 0 && draft.from && draft.to && draft.from > draft.to)
    dates.push({ id: 'from', fault: 'bad_period' })
  const sums = [...sum('min'), ...sum('max')]
  if ((sum_of(draft.min) ?? 0) > (sum_of(draft.max) ?? most_kopecks))
    sums.push({ id: 'max', fault: 'bad_range' })
  return [...dates, ...sums]
}

export function period_from(period: Period, today = new Date()): string {
  if (period === 'all') return ''
  const months = { month: 1, quarter: 3, year: 12 }[period]
  const from = new Date(Date.UTC(today.getFullYear(), today.getMonth() - months, today.getDate()))
  // 31 May less three months is 28 February, not 3 March.
  if (from.getUTCDate() !== today.getDate()) from.setUTCDate(0)
  return from.toISOString().slice(0, 10)
}

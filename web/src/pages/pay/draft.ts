// What a person has chosen in the payment form, kept as typed; and what of it can be sent. The draft
// travels in the history entry, so that "back" from the bank finds the form as it was.
import {
  bound_of,
  fee_of,
  type FixedWhat,
  kopecks_for,
  type What,
  whats,
} from '../../api/payable'
import type { Order, Payable, PayableContract, Payment, PayMethod } from '../../api/types'
import { kopecks_of } from '../../ui/money_text'

export type MethodName = Order['method']
export type Draft = {
  chosen: string[]
  what: What
  amounts: Record<string, string>
  method: MethodName | null
}
export type Line = { contract: PayableContract; kopecks: number | null }

export const choice_id = (what: What) => `amount_${what}`
export const amount_id = (contract_id: string) => `sum_${contract_id}`

export function first_draft(payable: Payable, wanted: URLSearchParams, before: unknown): Draft {
  if (is_draft(before)) return before
  const asked = payable.contracts.filter(({ id }) => id === wanted.get('contract'))
  const named = whats.find((what) => what === wanted.get('what'))
  const among = asked.length ? asked : payable.contracts
  const what = named ?? first_what(among)
  const owing = among.filter((one) => kopecks_for(one, what === 'other' ? 'all' : what) > 0)
  const chosen = (owing.length ? owing : among).map(({ id }) => id)
  const draft = { chosen, what, amounts: {}, method: null }
  return { ...draft, method: cheapest(payable.methods, sum_of(lines_of(draft, payable))) }
}

const fixed: FixedWhat[] = ['due', 'overdue', 'all']
const first_what = (contracts: PayableContract[]): What =>
  fixed.find((what) => contracts.some((one) => kopecks_for(one, what) > 0)) ?? 'other'

/** To compare prices before a sum is known. */
const SOME_KOPECKS = 100_000

// Nobody is led to the way that costs more.
function cheapest(methods: PayMethod[], kopecks: number): MethodName | null {
  const fits = methods.filter((method) => kopecks === 0 || bound_of(kopecks, method) === null)
  const price = (method: PayMethod) => fee_of(kopecks || SOME_KOPECKS, method)
  const [best] = fits.sort((a, b) => price(a) - price(b))
  return best?.method ?? null
}

/** What would be paid; null where the person typed something that is no sum. */
export function lines_of(draft: Draft, payable: Payable): Line[] {
  const chosen = payable.contracts.filter(({ id }) => draft.chosen.includes(id))
  return chosen
    .map((contract) => ({ contract, kopecks: typed_or_fixed(draft, contract) }))
    .filter(({ kopecks }) => kopecks !== 0)
}

function typed_or_fixed({ what, amounts }: Draft, contract: PayableContract): number | null {
  if (what !== 'other') return kopecks_for(contract, what)
  const typed = amounts[contract.id]?.trim() ?? ''
  return typed === '' ? 0 : kopecks_of(typed)
}

export const sum_of = (lines: Line[]) => lines.reduce((sum, line) => sum + (line.kopecks ?? 0), 0)

export function order_of(draft: Draft, payable: Payable): Omit<Order, 'id'> | null {
  const lines = lines_of(draft, payable)
  const items = lines.flatMap(({ contract, kopecks }) =>
    kopecks === null ? [] : [{ contract_id: contract.id, amount_kopecks: kopecks }],
  )
  if (!draft.method || items.length === 0 || items.length < lines.length) return null
  return { method: draft.method, items }
}

export type Fault =
  | { at: 'contracts' | 'method'; what: 'none' }
  | { at: string; what: 'empty' | 'bad' | 'nothing' }
  | { at: 'method'; what: 'too_small' | 'too_large'; method: PayMethod }

export function faults_of(draft: Draft, payable: Payable): Fault[] {
  if (draft.chosen.length === 0) return [{ at: 'contracts', what: 'none' }]
  const lines = lines_of(draft, payable)
  const bad = lines.filter(({ kopecks }) => kopecks === null)
  if (bad.length) return bad.map(({ contract }) => ({ at: amount_id(contract.id), what: 'bad' }))
  if (lines.length === 0) {
    return draft.what === 'other'
      ? [{ at: amount_id(draft.chosen[0] ?? ''), what: 'empty' }]
      : [{ at: choice_id(draft.what), what: 'nothing' }]
  }
  const method = payable.methods.find((one) => one.method === draft.method)
  if (!method) return [{ at: 'method', what: 'none' }]
  const bound = bound_of(sum_of(lines), method)
  return bound ? [{ at: 'method', what: bound, method }] : []
}

/** The same order again, as a form: for another try or another way. */
export function draft_again(items: Order['items'], way: Payment['method'] | null): Draft {
  const amounts = items.map((item) => [item.contract_id, plain(item.amount_kopecks)])
  const chosen = items.map((item) => item.contract_id)
  const method = way === 'card' || way === 'sbp' ? way : null
  return { chosen, what: 'other', amounts: Object.fromEntries(amounts), method }
}

export const plain = (kopecks: number) =>
  `${Math.floor(kopecks / 100)},${String(kopecks % 100).padStart(2, '0')}`

// A history entry may be of another page or of an older version of this one.
function is_draft(luggage: unknown): luggage is Draft {
  if (typeof luggage !== 'object' || luggage === null) return false
  const { chosen, what, amounts } = luggage as Partial<Draft>
  return (
    Array.isArray(chosen) &&
    whats.some((one) => one === what) &&
    typeof amounts === 'object' &&
    amounts !== null
  )
}

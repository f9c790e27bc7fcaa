// What can be paid and what it costs, in whole kopecks: the arithmetic that the home page and the
// payment form share. The server counts again and its figures win.
import type { Payable, PayableContract, PayMethod } from './types'

export const whats = ['due', 'overdue', 'all', 'other'] as const
export type What = (typeof whats)[number]
export type FixedWhat = Exclude<What, 'other'>

export function kopecks_for(contract: PayableContract, what: FixedWhat): number {
  const figure = {
    due: contract.due_now_kopecks,
    overdue: contract.pay_overdue_kopecks,
    all: contract.outstanding_kopecks,
  }[what]
  return Math.max(0, figure)
}

/** What is settled before it, by the contract's order, and so is paid with it. */
export function ahead_of(contracts: Payable['contracts'], what: FixedWhat): number {
  const ahead = (contract: PayableContract) =>
    ({
      due: contract.ahead_kopecks,
      overdue: contract.pay_overdue_kopecks - contract.overdue_kopecks,
      all: 0,
    })[what]
  return contracts.reduce((sum, contract) => sum + ahead(contract), 0)
}

export const sum_for = (contracts: Payable['contracts'], what: FixedWhat) =>
  contracts.reduce((sum, contract) => sum + kopecks_for(contract, what), 0)

/** A share of the sum, half a kopeck up, and never less than the least fee; no share, no fee. */
export function fee_of(kopecks: number, method: PayMethod): number {
  const { units, per_whole } = percent_of(method.fee_percent)
  if (units === 0n || kopecks <= 0) return 0
  const share = (BigInt(kopecks) * units * 2n + per_whole) / (per_whole * 2n)
  return Math.max(method.fee_min_kopecks, Number(share))
}

// "1.25" per cent is 125 of 10 000: the text never becomes a fraction, which would round by itself.
function percent_of(text: string) {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text)
  const digits = match?.[2] ?? ''
  return {
    units: BigInt((match?.[1] ?? '0') + digits),
    per_whole: 100n * 10n ** BigInt(digits.length),
  }
}

export type Bound = 'too_small' | 'too_large'
export function bound_of(kopecks: number, method: PayMethod): Bound | null {
  if (kopecks < method.min_kopecks) return 'too_small'
  return kopecks > method.max_kopecks ? 'too_large' : null
}

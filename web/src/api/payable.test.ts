// The fee and the sums a person sees before paying.
import { describe, expect, it } from 'vitest'
import { bound_of, fee_of, kopecks_for } from './payable'
import type { PayMethod } from './types'

const card = (more: Partial<PayMethod>): PayMethod => ({
  method: 'card',
  fee_percent: '1.0',
  fee_min_kopecks: 0,
  min_kopecks: 100,
  max_kopecks: 25000000,
  minutes: 60,
  ...more,
})

describe('the fee', () => {
  it('rounds half a kopeck up', () => {
    expect(fee_of(149, card({}))).toBe(1)
    expect(fee_of(150, card({}))).toBe(2)
    expect(fee_of(1234567, card({ fee_percent: '0.7' }))).toBe(8642)
    expect(fee_of(1234500, card({ fee_percent: '1.25' }))).toBe(15431)
  })
  it('is never less than the least one', () => {
    expect(fee_of(1000, card({ fee_min_kopecks: 3000 }))).toBe(3000)
  })
  it('is nothing when no share is taken, whatever the least one says', () => {
    expect(fee_of(1000, card({ fee_percent: '0', fee_min_kopecks: 3000 }))).toBe(0)
    expect(fee_of(1000, card({ fee_percent: '0.00', fee_min_kopecks: 3000 }))).toBe(0)
  })
  it('is exact for sums that a fraction would spoil', () => {
    expect(fee_of(999999999999, card({ fee_percent: '2.999999' }))).toBe(29999990000)
  })
})

describe('a sum that can be paid', () => {
  it('is never below nothing', () => {
    const contract = {
      id: 'c',
      number: '1',
      creditor: '',
      product: '',
      outstanding_kopecks: -500,
      overdue_kopecks: 0,
      pay_overdue_kopecks: 0,
      due_now_kopecks: 0,
      ahead_kopecks: 0,
      next_payment_on: null,
      overpayment_kopecks: 500,
    }
    expect(kopecks_for(contract, 'all')).toBe(0)
  })
  it('lies within the bounds of the method', () => {
    expect(bound_of(99, card({}))).toBe('too_small')
    expect(bound_of(100, card({}))).toBeNull()
    expect(bound_of(25000001, card({}))).toBe('too_large')
  })
})

// What Anna can pay, and one payment of hers: the cast of the payment tests.
import type { Payable, Payment, PaymentRow } from '../api/types'
import { annas_contract, stamp } from './cast'

export const annas_payable: Payable = {
  contracts: [
    {
      id: annas_contract.id,
      number: annas_contract.number,
      creditor: annas_contract.creditor,
      product: annas_contract.product,
      outstanding_kopecks: 18745367,
      overdue_kopecks: 1234567,
      pay_overdue_kopecks: 1234567,
      due_now_kopecks: 2469067,
      ahead_kopecks: 0,
      next_payment_on: '2026-12-10',
      overpayment_kopecks: 0,
    },
  ],
  methods: [
    {
      method: 'card',
      fee_percent: '1.0000',
      fee_min_kopecks: 3000,
      min_kopecks: 10000,
      max_kopecks: 25000000,
      minutes: 60,
    },
    {
      method: 'sbp',
      fee_percent: '0',
      fee_min_kopecks: 0,
      min_kopecks: 1000,
      max_kopecks: 100000000,
      minutes: 10,
    },
  ],
  as_of: stamp.as_of,
}

export const annas_payment: Payment = {
  id: '33333333-3333-4333-8333-333333333333',
  number: '20000417',
  state: 'submitted',
  method: 'sbp',
  amount_kopecks: 2469067,
  fee_kopecks: 0,
  total_kopecks: 2469067,
  refunded_kopecks: 0,
  refund_state: 'none',
  confirmation: null,
  expires_at: null,
  reason: null,
  created_at: '2026-11-22T09:41:00Z',
  finished_at: null,
  items: [
    {
      contract_id: annas_contract.id,
      contract_number: annas_contract.number,
      creditor: annas_contract.creditor,
      amount_kopecks: 2469067,
    },
  ],
  allocation: [],
}

export const payment_row = (more: Partial<PaymentRow> = {}): PaymentRow => ({
  id: annas_payment.id,
  number: annas_payment.number,
  state: 'succeeded',
  method: 'sbp',
  amount_kopecks: 2469067,
  fee_kopecks: 0,
  total_kopecks: 2469067,
  refunded_kopecks: 0,
  refund_state: 'none',
  created_at: '2026-11-22T09:41:00Z',
  contract_numbers: annas_contract.number,
  ...more,
})

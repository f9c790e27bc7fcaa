// The named people of the tests. Anna owes on one contract and is 12 days late; Boris has paid.
import type { ContractOut, ContractRow, ExplainOut, Operation, Session } from '../api/types'

export const stamp = { as_of: '2026-11-22T09:40:00Z', source: 'billing' }

export const anna: Session = {
  name: 'Анна Петровна',
  login: 'C0000001',
  level: 'client',
  csrf: 'anna-csrf',
  expires_at: '2099-01-01T00:00:00Z',
  idle_after_s: 900,
  language: 'ru',
}

export const annas_contract: ContractRow = {
  id: '11111111-1111-4111-8111-111111111111',
  number: 'ДК-17',
  creditor: 'ООО «Север»',
  product: 'Потребительский заём',
  currency: 'RUB',
  state: 'overdue',
  outstanding_kopecks: 18745367,
  overdue_kopecks: 1234567,
  overdue_days: 12,
  next_payment_on: '2026-12-10',
  next_payment_kopecks: 1234500,
  opened_on: '2024-03-10',
  due_on: '2027-03-10',
}

export const boriss_contract: ContractRow = {
  ...annas_contract,
  id: '22222222-2222-4222-8222-222222222222',
  number: 'КЛ-8812',
  product: 'Кредитная линия',
  state: 'paid',
  outstanding_kopecks: 0,
  overdue_kopecks: 0,
  overdue_days: 0,
  next_payment_on: null,
  next_payment_kopecks: null,
}

export const annas_card: ContractOut = {
  ...annas_contract,
  ...stamp,
  principal_sum_kopecks: 30000000,
  annual_rate_percent: '19.9000',
  components: [
    { component: 'principal', amount_kopecks: 16200000 },
    { component: 'interest', amount_kopecks: 1845367 },
    { component: 'fee', amount_kopecks: 250000 },
    { component: 'penalty', amount_kopecks: 450000 },
  ],
  overpayment_kopecks: 0,
  schedule: {
    rows: [
      payment('2025-12-10', 'paid'),
      payment('2026-11-10', 'overdue'),
      payment('2026-12-10', 'due'),
    ],
    years: [
      { year: 2025, total_kopecks: 1234500, paid_kopecks: 1234500 },
      { year: 2026, total_kopecks: 2469000, paid_kopecks: 0 },
    ],
    total_kopecks: 3703500,
    paid_kopecks: 1234500,
  },
  debt_over_time: [
    { on: '2026-01-10', outstanding_kopecks: 30000000 },
    { on: '2026-11-10', outstanding_kopecks: 18745367 },
  ],
}

// The newest of the three that the sums below have counted.
const listed_payment = {
  operation_no: 'OP-3',
  posted_on: '2026-10-10',
  kind: 'payment' as const,
  amount_kopecks: 411500,
  effect_kopecks: -411500,
}

export const annas_reasons: ExplainOut = {
  ...stamp,
  figures: [
    {
      figure: 'overdue',
      amount_kopecks: 1234567,
      days: null,
      rule: 'schedule_oldest_first',
      parameters: {
        today: '2026-11-22',
        due_on: '2027-03-10',
        due_kopecks: 2469067,
        covered_kopecks: 1234500,
        time_zone: 'Europe/Moscow',
      },
      sums: [{ kind: 'payment', component: 'principal', count: 3, amount_kopecks: -1234500 }],
      operations: [listed_payment],
    },
  ],
}

export function operation(no: number, more: Partial<Operation> = {}): Operation {
  return {
    operation_no: `OP-${no}`,
    posted_on: '2026-11-20',
    kind: 'payment',
    component: 'principal',
    amount_kopecks: 500000,
    effect_kopecks: -500000,
    balance_after_kopecks: 18745367,
    description: `Платёж ${no}`,
    recorded_at: '2026-11-20T10:00:00Z',
    source: 'billing',
    ...more,
  }
}

function payment(due_on: string, state: 'paid' | 'due' | 'overdue') {
  return {
    due_on,
    principal_kopecks: 900000,
    interest_kopecks: 334500,
    fee_kopecks: 0,
    penalty_kopecks: 0,
    total_kopecks: 1234500,
    paid_kopecks: state === 'paid' ? 1234500 : 0,
    state,
  }
}

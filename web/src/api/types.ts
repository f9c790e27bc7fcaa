// The shapes of the API as the pages know them, and the codes of refusal. The one place that
// names the source of these types: pages import from here, never from generated files.

export type RefusalCode =
  | 'request_malformed'
  | 'fields_invalid'
  | 'session_required'
  | 'csrf_refused'
  | 'step_up_required'
  | 'not_found'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'content_type_unsupported'
  | 'too_many_requests'
  | 'internal'
  | 'unavailable'
  | 'login_or_password_wrong'
  | 'login_or_code_wrong'
  | 'otp_code_wrong'
  | 'challenge_over'
  | 'resend_too_early'
  | 'password_too_common'

export type Challenge = {
  challenge: string
  phone_hint: string
  resend_after_s: number
  expires_in_s: number
}
export type ResendOut = { resend_after_s: number; expires_in_s: number }
export type OtpOut = { next: 'home' | 'password'; csrf: string; expires_at: string }

export type Session = {
  name: string
  login: string
  level: string
  csrf: string
  expires_at: string
  idle_after_s: number
  language: string
}
export type SessionRow = {
  id: string
  current: boolean
  device: string
  network: string
  created_at: string
  last_seen_at: string
  expires_at: string
}
export type SessionsOut = { sessions: SessionRow[] }

export type ContractState = 'active' | 'paid' | 'overdue'
export type Component = 'principal' | 'interest' | 'fee' | 'penalty'
export type Stamp = { as_of: string; source: string }

export type ContractRow = {
  id: string
  number: string
  creditor: string
  product: string
  currency: string
  state: ContractState
  outstanding_kopecks: number
  overdue_kopecks: number
  overdue_days: number
  next_payment_on?: string | null
  next_payment_kopecks?: number | null
  opened_on: string
  due_on?: string | null
}
export type ContractsOut = Stamp & {
  contracts: ContractRow[]
  total_outstanding_kopecks: number
  total_overdue_kopecks: number
  next_payment_on?: string | null
  next_payment_kopecks?: number | null
}

export type ScheduleState = 'paid' | 'partly' | 'due' | 'overdue'
export type ScheduleRow = {
  due_on: string
  principal_kopecks: number
  interest_kopecks: number
  fee_kopecks: number
  penalty_kopecks: number
  total_kopecks: number
  paid_kopecks: number
  state: ScheduleState
}
export type ScheduleYear = { year: number; total_kopecks: number; paid_kopecks: number }
export type Schedule = {
  rows: ScheduleRow[]
  years: ScheduleYear[]
  total_kopecks: number
  paid_kopecks: number
}
export type DebtPoint = { on: string; outstanding_kopecks: number }
export type ContractOut = ContractRow &
  Stamp & {
    principal_sum_kopecks: number
    annual_rate_percent: string
    components: { component: Component; amount_kopecks: number }[]
    overpayment_kopecks: number
    schedule: Schedule
    debt_over_time: DebtPoint[]
  }

export type FigureName =
  | 'outstanding'
  | Component
  | 'overdue'
  | 'overdue_days'
  | 'next_payment'
export type OperationKind = 'charge' | 'payment' | 'credit' | 'correction'
export type Figure = {
  figure: FigureName
  amount_kopecks?: number | null
  days?: number | null
  rule: string
  parameters: Record<string, unknown>
  sums: { kind: OperationKind; component: Component; count: number; amount_kopecks: number }[]
  operations: {
    operation_no: string
    posted_on: string
    kind: OperationKind
    amount_kopecks: number
    effect_kopecks: number
  }[]
}
export type ExplainOut = Stamp & { figures: Figure[] }

export type Operation = {
  operation_no: string
  posted_on: string
  kind: OperationKind
  component: Component
  amount_kopecks: number
  effect_kopecks: number
  balance_after_kopecks: number
  description: string
  recorded_at: string
  source: string
}
export type OperationsOut = Stamp & { operations: Operation[]; next_cursor?: string | null }
export type OperationFilters = {
  from?: string
  to?: string
  kind?: OperationKind
  min_kopecks?: number
  max_kopecks?: number
}

export type LiveOut = { url: string; expires_in_s: number }
export type LiveEvent = { kind: 'operations'; contract: string }

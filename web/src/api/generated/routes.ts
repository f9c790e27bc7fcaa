// Derived by fnctl from functions/*/function.json; do not edit.
export type RefusalCode =
  | 'amount_is_payable'
  | 'body_too_large'
  | 'challenge_over'
  | 'content_type_unsupported'
  | 'contract_is_yours'
  | 'csrf_refused'
  | 'cursor_is_ours'
  | 'export_is_short_enough'
  | 'fields_invalid'
  | 'internal'
  | 'item_contract_stands_once'
  | 'live_channel_is_yours'
  | 'login_or_code_wrong'
  | 'login_or_password_wrong'
  | 'method_not_allowed'
  | 'not_found'
  | 'otp_code_wrong'
  | 'otp_disabled'
  | 'password_is_set_by_letter'
  | 'password_too_common'
  | 'password_too_personal'
  | 'payment_is_the_same_request'
  | 'payment_is_yours'
  | 'request_malformed'
  | 'resend_too_early'
  | 'session_required'
  | 'step_up_required'
  | 'too_many_requests'
  | 'unavailable'

// POST /api/activation
export type ActivateBeginIn = {
  login: string
  code: string
}
export type ActivateBeginOut = {
  challenge: string
  phone_hint: string
  resend_after_s: number
  expires_in_s: number
}

// POST /api/password
export type ActivateSetPasswordIn = {
  password: string
}
export type ActivateSetPasswordOut = {
  next: 'home'
  csrf: string
  expires_at: string
}

// GET /api/live
export type LiveSubscribeOut = {
  url: string
  expires_in_s: number
}

// POST /api/login
export type LoginSignInIn = {
  login: string
  password: string
}
export type LoginSignInOut = {
  challenge: string
  phone_hint: string
  resend_after_s: number
  expires_in_s: number
}

// POST /api/otp
export type OtpConfirmIn = {
  challenge: string
  code: string
}
export type OtpConfirmOut = {
  next: 'home' | 'password'
  csrf: string
  expires_at: string
}

// POST /api/otp/resend
export type OtpResendIn = {
  challenge: string
}
export type OtpResendOut = {
  resend_after_s: number
  expires_in_s: number
}

// POST /api/payments
export type PayBeginIn = {
  id: string
  method: 'card' | 'sbp'
  items: { contract_id: string; amount_kopecks: number }[]
}
export type PayBeginOut = {
  id: string
  number: string
  state: 'created' | 'submitted' | 'processing' | 'succeeded' | 'canceled' | 'failed'
  method: 'card' | 'sbp' | 'terminal' | 'bank'
  amount_kopecks: number
  fee_kopecks: number
  total_kopecks: number
  refunded_kopecks: number
  refund_state: 'none' | 'pending' | 'part' | 'whole'
  confirmation: Record<string, unknown> | null
  expires_at: string | null
  reason: string | null
  created_at: string
  finished_at: string | null
  items: Array<{
    contract_id: string
    contract_number: string
    creditor: string
    amount_kopecks: number
  }>
  allocation: Array<{
    contract_id: string
    contract_number: string
    step: 'overdue_interest' | 'overdue_principal' | 'current_interest' | 'current_principal' | 'interest' | 'principal' | 'penalty' | 'fee' | 'overpayment'
    component: 'principal' | 'interest' | 'fee' | 'penalty' | 'overpayment'
    amount_kopecks: number
  }>
}

// GET /api/payments/{id}
export type PayShowOut = {
  id: string
  number: string
  state: 'created' | 'submitted' | 'processing' | 'succeeded' | 'canceled' | 'failed'
  method: 'card' | 'sbp' | 'terminal' | 'bank'
  amount_kopecks: number
  fee_kopecks: number
  total_kopecks: number
  refunded_kopecks: number
  refund_state: 'none' | 'pending' | 'part' | 'whole'
  confirmation: Record<string, unknown> | null
  expires_at: string | null
  reason: string | null
  created_at: string
  finished_at: string | null
  items: Array<{
    contract_id: string
    contract_number: string
    creditor: string
    amount_kopecks: number
  }>
  allocation: Array<{
    contract_id: string
    contract_number: string
    step: 'overdue_interest' | 'overdue_principal' | 'current_interest' | 'current_principal' | 'interest' | 'principal' | 'penalty' | 'fee' | 'overpayment'
    component: 'principal' | 'interest' | 'fee' | 'penalty' | 'overpayment'
    amount_kopecks: number
  }>
}

// GET /api/payments
export type PayListIn = {
  cursor?: string | null
  limit?: number | null
}
export type PayListOut = {
  payments: Array<{
    id: string
    number: string
    state: 'created' | 'submitted' | 'processing' | 'succeeded' | 'canceled' | 'failed'
    method: 'card' | 'sbp' | 'terminal' | 'bank'
    amount_kopecks: number
    fee_kopecks: number
    total_kopecks: number
    refunded_kopecks: number
    refund_state: 'none' | 'pending' | 'part' | 'whole'
    created_at: string
    contract_numbers: string
  }>
  next_cursor: string | null
}

// GET /api/payments/options
export type PayOfferOut = {
  contracts: Array<{
    id: string
    number: string
    creditor: string
    product: string
    outstanding_kopecks: number
    overdue_kopecks: number
    pay_overdue_kopecks: number
    due_now_kopecks: number
    ahead_kopecks: number
    next_payment_on: string | null
    overpayment_kopecks: number
  }>
  methods: Array<{
    method: 'card' | 'sbp'
    fee_percent: string
    fee_min_kopecks: number
    min_kopecks: number
    max_kopecks: number
    minutes: number
  }>
  as_of: string
}

// GET /api/session
export type SessionShowOut = {
  name: string
  login: string
  level: 'activation' | 'client'
  csrf: string
  expires_at: string
  idle_after_s: number
  language: string
}

// DELETE /api/session
export type SessionSignOutOut = undefined

// GET /api/sessions
export type SessionListOut = {
  sessions: Array<{
    id: string
    current: boolean
    device: string
    network: string
    created_at: string
    last_seen_at: string
    expires_at: string
  }>
}

// DELETE /api/sessions
export type SessionEndAllOut = undefined

// DELETE /api/sessions/{id}
export type SessionEndOneOut = undefined

// GET /api/contracts/{id}/slip
export type SlipShowIn = {
  amount_kopecks?: number | null
}
export type SlipShowOut = {
  payee: string
  inn: string
  kpp: string
  account: string
  bank: string
  bic: string
  corr_account: string
  purpose: string
  contract_number: string
  payer_code: string
  amount_kopecks: number | null
  qr: string
  qr_svg_path: string
  qr_size: number
}

// GET /api/points
export type SlipListPointsOut = {
  points: Array<{
    name: string
    address: string
    hours: string
    networks: string
  }>
  codes: Array<{
    contract_number: string
    payer_code: string
  }>
}

// GET /api/contracts
export type StatementListOut = {
  contracts: Array<{
    id: string
    number: string
    creditor: string
    product: string
    currency: string
    state: 'active' | 'paid' | 'overdue'
    outstanding_kopecks: number
    overdue_kopecks: number
    overdue_days: number
    next_payment_on: string | null
    next_payment_kopecks: number | null
    opened_on: string
    due_on: string | null
  }>
  total_outstanding_kopecks: number
  total_overdue_kopecks: number
  next_payment_on: string | null
  next_payment_kopecks: number | null
  as_of: string | null
  source: string | null
}

// GET /api/contracts/{id}
export type StatementShowOut = {
  id: string
  number: string
  creditor: string
  product: string
  currency: string
  state: 'active' | 'paid' | 'overdue'
  outstanding_kopecks: number
  overdue_kopecks: number
  overdue_days: number
  next_payment_on: string | null
  next_payment_kopecks: number | null
  opened_on: string
  due_on: string | null
  principal_sum_kopecks: number
  annual_rate_percent: string
  components: Array<{
    component: 'principal' | 'interest' | 'fee' | 'penalty' | 'overpayment'
    amount_kopecks: number
  }>
  overpayment_kopecks: number
  schedule: {
    rows: Array<{
      due_on: string
      principal_kopecks: number
      interest_kopecks: number
      fee_kopecks: number
      penalty_kopecks: number
      total_kopecks: number
      paid_kopecks: number
      state: 'paid' | 'partly' | 'due' | 'overdue'
    }>
    years: Array<{
      year: number
      total_kopecks: number
      paid_kopecks: number
    }>
    total_kopecks: number
    paid_kopecks: number
  }
  debt_over_time: Array<{
    on: string
    outstanding_kopecks: number
  }>
  as_of: string
  source: string
}

// GET /api/contracts/{id}/explain
export type StatementExplainOut = {
  figures: Array<{
    figure: 'outstanding' | 'principal' | 'interest' | 'fee' | 'penalty' | 'overpayment' | 'overdue' | 'overdue_days' | 'next_payment'
    amount_kopecks: number | null
    days: number | null
    rule: string
    parameters: Record<string, unknown>
    sums: Array<{
      kind: 'charge' | 'payment' | 'credit' | 'correction'
      component: 'principal' | 'interest' | 'fee' | 'penalty' | 'overpayment'
      count: number
      amount_kopecks: number
    }>
    operations: Array<{
      operation_no: string
      posted_on: string
      kind: 'charge' | 'payment' | 'credit' | 'correction'
      amount_kopecks: number
      effect_kopecks: number
    }>
  }>
  as_of: string
  source: string
}

// GET /api/contracts/{id}/operations
export type StatementListOperationsIn = {
  from?: string | null
  to?: string | null
  kind?: 'charge' | 'payment' | 'credit' | 'correction' | null
  min_kopecks?: number | null
  max_kopecks?: number | null
  cursor?: string | null
  limit?: number | null
}
export type StatementListOperationsOut = {
  operations: Array<{
    operation_no: string
    posted_on: string
    kind: 'charge' | 'payment' | 'credit' | 'correction'
    component: 'principal' | 'interest' | 'fee' | 'penalty' | 'several' | 'overpayment'
    amount_kopecks: number
    effect_kopecks: number
    balance_after_kopecks: number
    description: string
    recorded_at: string
    source: string
  }>
  next_cursor: string | null
  as_of: string
  source: string
}

// GET /api/contracts/{id}/operations.csv
export type StatementExportCsvIn = {
  from?: string | null
  to?: string | null
  kind?: 'charge' | 'payment' | 'credit' | 'correction' | null
  min_kopecks?: number | null
  max_kopecks?: number | null
  language?: 'ru' | 'en' | null
}
export type StatementExportCsvOut = Blob

// GET /api/contracts/{id}/operations.xlsx
export type StatementExportXlsxIn = {
  from?: string | null
  to?: string | null
  kind?: 'charge' | 'payment' | 'credit' | 'correction' | null
  min_kopecks?: number | null
  max_kopecks?: number | null
  language?: 'ru' | 'en' | null
}
export type StatementExportXlsxOut = Blob

export const routes = {
  activate_begin: () =>
    '/api/activation',
  activate_set_password: () =>
    '/api/password',
  live_subscribe: () =>
    '/api/live',
  login_sign_in: () =>
    '/api/login',
  otp_confirm: () =>
    '/api/otp',
  otp_resend: () =>
    '/api/otp/resend',
  pay_begin: () =>
    '/api/payments',
  pay_show: (id: string) =>
    `/api/payments/${encodeURIComponent(id)}`,
  pay_list: (ask: PayListIn) =>
    `/api/payments${query(ask)}`,
  pay_offer: () =>
    '/api/payments/options',
  session_show: () =>
    '/api/session',
  session_sign_out: () =>
    '/api/session',
  session_list: () =>
    '/api/sessions',
  session_end_all: () =>
    '/api/sessions',
  session_end_one: (id: string) =>
    `/api/sessions/${encodeURIComponent(id)}`,
  slip_show: (id: string, ask: SlipShowIn) =>
    `/api/contracts/${encodeURIComponent(id)}/slip${query(ask)}`,
  slip_list_points: () =>
    '/api/points',
  statement_list: () =>
    '/api/contracts',
  statement_show: (id: string) =>
    `/api/contracts/${encodeURIComponent(id)}`,
  statement_explain: (id: string) =>
    `/api/contracts/${encodeURIComponent(id)}/explain`,
  statement_list_operations: (id: string, ask: StatementListOperationsIn) =>
    `/api/contracts/${encodeURIComponent(id)}/operations${query(ask)}`,
  statement_export_csv: (id: string, ask: StatementExportCsvIn) =>
    `/api/contracts/${encodeURIComponent(id)}/operations.csv${query(ask)}`,
  statement_export_xlsx: (id: string, ask: StatementExportXlsxIn) =>
    `/api/contracts/${encodeURIComponent(id)}/operations.xlsx${query(ask)}`,
}

function query(ask: Record<string, string | number | boolean | null | undefined>) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

// The addresses of the API in one place; values are escaped here and nowhere else.
import type { OperationFilters } from './types'

const id_of = encodeURIComponent

export const paths = {
  login: '/api/login',
  activation: '/api/activation',
  otp: '/api/otp',
  resend: '/api/otp/resend',
  password: '/api/password',
  session: '/api/session',
  sessions: '/api/sessions',
  session_by_id: (id: string) => `/api/sessions/${id_of(id)}`,
  contracts: '/api/contracts',
  contract: (id: string) => `/api/contracts/${id_of(id)}`,
  explain: (id: string) => `/api/contracts/${id_of(id)}/explain`,
  operations: (id: string, filters: OperationFilters, cursor?: string, limit?: number) =>
    `/api/contracts/${id_of(id)}/operations${query({ ...filters, cursor, limit })}`,
  operations_file: (id: string, filters: OperationFilters, kind: 'csv' | 'xlsx') =>
    `/api/contracts/${id_of(id)}/operations.${kind}${query(filters)}`,
  live: '/api/live',
}

function query(fields: Record<string, string | number | undefined>) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

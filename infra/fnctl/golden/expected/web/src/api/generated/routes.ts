// Derived by fnctl from functions/*/function.json; do not edit.
export type RefusalCode =
  | 'address_is_known'
  | 'body_too_large'
  | 'content_type_unsupported'
  | 'csrf_refused'
  | 'fields_invalid'
  | 'internal'
  | 'method_not_allowed'
  | 'not_found'
  | 'parcel_is_light'
  | 'parcel_is_yours'
  | 'request_malformed'
  | 'session_required'
  | 'step_up_required'
  | 'too_many_requests'
  | 'unavailable'

// POST /api/parcels
export type ParcelSendOffIn = {
  note: string
  label?: string | null
  login: string
  password: string
  letter_code: string
  code: string
  token: string
  from: string
  due_on?: string | null
  default: number
  count?: number | null
  price_kopecks: number
  fee_kopecks?: number | null
  fragile: boolean
  insured?: boolean | null
  size: 's' | 'm' | 'l'
  colour?: 'red' | 'blue' | null
  things: { thing_id: string; new?: boolean | null; worth_kopecks: number; wrap: 'a' | 'b' }[]
}
export type ParcelSendOffOut = {
  id: string
  note: string | null
  on: string
  at: string
  pieces: number
  price_kopecks: number
  fragile: boolean
  receipt: string
  extra: Record<string, unknown>
  size: 's' | 'm' | 'l' | null
  legs: Array<{
    city: string
    stops: Array<string>
  }>
  box: {
    width: number
    height: number | null
  }
}

// DELETE /api/parcels/{id}
export type ParcelDeleteIn = {
  reason: string
}
export type ParcelDeleteOut = undefined

// GET /api/parcels/{id}/label.pdf
export type ParcelLabelIn = {
  language?: 'ru' | 'en' | null
  cursor?: string | null
}
export type ParcelLabelOut = Blob

// GET /api/parcels
export type ParcelListOut = {
  parcels: Array<{
    id: string
  }>
}

export const routes = {
  parcel_send_off: () =>
    '/api/parcels',
  parcel_delete: (id: string) =>
    `/api/parcels/${encodeURIComponent(id)}`,
  parcel_label: (id: string, ask: ParcelLabelIn) =>
    `/api/parcels/${encodeURIComponent(id)}/label.pdf${query(ask)}`,
  parcel_list: () =>
    '/api/parcels',
}

function query(ask: Record<string, string | number | boolean | null | undefined>) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

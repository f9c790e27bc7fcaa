// Which payment of the cabinet an operation came from. Its number is the payment's id, and "/2" and so
// on where one payment made several operations.
import type { Operation } from '../../api/types'

export function payment_of({ kind, source, operation_no }: Operation): string | null {
  if (kind !== 'payment' || source !== 'portal') return null
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/\d+)?$/i.exec(operation_no)?.[1] ?? null
}

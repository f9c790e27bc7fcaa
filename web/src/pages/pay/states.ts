// What a payment's answer means: on its way or ended without money, and how it is to be confirmed.
import type { Payment } from '../../api/types'

export const is_open = ({ state }: Pick<Payment, 'state'>) =>
  state === 'created' || state === 'submitted' || state === 'processing'

/** Took no money and never will. */
export const is_dead = ({ state }: Pick<Payment, 'state'>) =>
  state === 'canceled' || state === 'failed'

type Confirmation = { url: string | null; qr: string | null }

/** Where the payer confirms. The manifest calls it a map, so nothing in it is taken on trust. */
export function confirmation_of({ confirmation }: Payment): Confirmation | null {
  if (!confirmation) return null
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  return { url: text(confirmation.url), qr: text(confirmation.qr) }
}

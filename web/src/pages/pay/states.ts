// Which states of a payment are still on their way, and which have ended without money.
import type { Payment } from '../../api/types'

export const is_open = ({ state }: Pick<Payment, 'state'>) =>
  state === 'created' || state === 'submitted' || state === 'processing'

/** Took no money and never will. */
export const is_dead = ({ state }: Pick<Payment, 'state'>) =>
  state === 'canceled' || state === 'failed'

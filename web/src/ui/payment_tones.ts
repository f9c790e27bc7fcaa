// How the state of a payment is coloured wherever it stands; the word beside it says the same.
import type { PaymentState } from '../api/types'
import type { BadgeTone } from './badge'

export const payment_tones: Record<PaymentState, BadgeTone> = {
  created: 'warn',
  submitted: 'warn',
  processing: 'warn',
  succeeded: 'good',
  canceled: 'plain',
  failed: 'bad',
}

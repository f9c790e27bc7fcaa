// Sends an order once: its id is made and kept before, so a second try is the same payment. Nothing
// is sent later behind the person's back: without a network it fails at once and says so.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, Refused } from '../../api/client'
import { payment_query, payments_query } from '../../api/queries'
import { type Order, type Payment, routes } from '../../api/types'
import { go } from '../../ui/address'
import { leave_for } from './leave'
import { forget_payment_id, payment_id_of } from './payment_id'
import { web_url } from './safe_url'
import { confirmation_of, is_open } from './states'

/** What was on the screen when the button was pressed. */
type Sent = { order: Omit<Order, 'id'>; shown_total_kopecks: number }

export function usePay() {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ order }: Sent) => send(order),
    onSuccess: (payment, { shown_total_kopecks }) => {
      client.setQueryData(payment_query(payment.id).queryKey, payment)
      void client.invalidateQueries({ queryKey: payments_query.queryKey })
      go(`/pay/${payment.id}`, { state: { again: payment.state === 'succeeded' } })
      const url = web_url(confirmation_of(payment)?.url)
      // Another total than the one agreed to is shown on the payment's page first.
      if (url && is_open(payment) && payment.total_kopecks === shown_total_kopecks) leave_for(url)
    },
  })
}

async function send(order: Omit<Order, 'id'>): Promise<Payment> {
  const { id, is_new } = await payment_id_of(order)
  try {
    const answer = await call<Payment>('POST', routes.pay_begin(), { id, ...order })
    // The same request hears the same answer for ever; what became of it stands elsewhere.
    return is_new ? answer : await call<Payment>('GET', routes.pay_show(id))
  } catch (error) {
    if (is_foreign(error)) await forget_payment_id(id)
    throw error
  }
}

const is_foreign = (error: unknown) =>
  error instanceof Refused &&
  (error.code === 'payment_is_the_same_request' || error.code === 'payment_is_yours')

/** Whether the request may have arrived although no answer to it did. */
export const is_unsure = (error: unknown) => !(error instanceof Refused && error.status < 500)

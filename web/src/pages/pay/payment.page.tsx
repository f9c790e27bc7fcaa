// One payment, the page people come back to from the bank. It asks until the payment has ended and
// never claims more than the server knows.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { payment_query } from '../../api/queries'
import type { Payment } from '../../api/types'
import { useParams } from '../../ui/address'
import { BackLink } from '../../ui/back_link'
import { BoneList } from '../../ui/bone'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { PageTitle } from '../../ui/page_title'
import { payment_words } from '../../words/pay'
import { Dead } from './dead'
import { forget_payment_id } from './payment_id'
import { Receipt } from './receipt'
import { is_dead, is_open } from './states'
import { Under } from './under_way'

const ASK_MS = 2500
const ASK_OF_REFUND_MS = 30_000

export default function PaymentPage() {
  const words = useWords(payment_words)
  const { id = '' } = useParams<{ id: string }>()
  const query = useQuery({
    ...payment_query(id),
    refetchInterval: ({ state }) => (state.data ? wait_of(state.data) : false),
  })
  useEnd(query.data)
  return (
    <div className="stack">
      <BackLink to="/payments" text={words.back} />
      {!query.data && <PageTitle text={words.title_bare} />}
      <Loaded query={query} skeleton={<BoneList count={2} height={200} />}>
        {(payment) => <One payment={payment} />}
      </Loaded>
    </div>
  )
}

function One({ payment }: { payment: Payment }) {
  if (is_open(payment)) return <Under payment={payment} />
  return is_dead(payment) ? <Dead payment={payment} /> : <Receipt payment={payment} />
}

function wait_of(payment: Payment): number | false {
  const unsorted = payment.state === 'succeeded' && payment.allocation.length === 0
  if (is_open(payment) || unsorted) return ASK_MS
  return payment.refund_state === 'pending' ? ASK_OF_REFUND_MS : false
}

/** When a payment ends, all other figures are old; one that took no money may be tried anew. */
function useEnd(payment: Payment | undefined) {
  const client = useQueryClient()
  const ended = payment !== undefined && !is_open(payment)
  const dead = payment !== undefined && is_dead(payment)
  const id = payment?.id
  useEffect(() => {
    if (!ended || !id) return
    if (dead) void forget_payment_id(id)
    void client.invalidateQueries({
      queryKey: ['statement'],
      predicate: ({ queryKey }) => queryKey[1] !== 'payment',
    })
  }, [ended, dead, id, client])
}

// Back to the form with the same sums, and the way that asks no acquirer.
import type { Payment } from '../../api/types'
import { Link } from '../../ui/address'
import { useWords } from '../../ui/language'
import { payment_words } from '../../words/pay'
import { draft_again } from './draft'
import css from './payment.module.css'

export function AnotherWay({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  const other = payment.method === 'card' ? 'sbp' : 'card'
  const [first] = payment.items
  return (
    <p className={`${css.ways} no_print`}>
      <Link to="/pay" state={draft_again(payment.items, other)}>
        {words.another_way}
      </Link>
      {first && (
        <Link
          to={`/pay/details?contract=${first.contract_id}`}
          state={{ amount_kopecks: first.amount_kopecks }}
        >
          {words.by_details}
        </Link>
      )}
    </p>
  )
}

// Payments on their way, shown where one might pay again: the server remembers them on any device.
import { useInfiniteQuery } from '@tanstack/react-query'
import { payments_query } from '../../api/queries'
import { Link } from '../../ui/address'
import { Instant } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Notice } from '../../ui/notice'
import { pay_words, payments_words } from '../../words/pay'
import { pay_link_words } from '../../words/pay_link'
import css from './pay.module.css'
import { is_open } from './states'

const SHOWN = 3

export function Unfinished() {
  const words = useWords(pay_words)
  const { state } = useWords(pay_link_words)
  const { contracts } = useWords(payments_words)
  const { data } = useInfiniteQuery(payments_query)
  const open = data?.pages[0]?.payments.filter(is_open) ?? []
  if (open.length === 0) return null
  const title = open.length === 1 ? words.unfinished : words.unfinished_many(open.length)
  return (
    <Notice tone="warn" title={title}>
      <p>{words.unfinished_text}</p>
      <ul className={css.unfinished}>
        {open.slice(0, SHOWN).map((payment) => (
          <li key={payment.id}>
            <Link to={`/pay/${payment.id}`}>
              <Money kopecks={payment.total_kopecks} />, {contracts(payment.contract_numbers)}
            </Link>
            <span className="small">
              {state[payment.state]}, <Instant at={payment.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

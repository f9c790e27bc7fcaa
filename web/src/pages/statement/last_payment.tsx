// The last payment made in the cabinet and its state, so that nobody wonders whether it arrived.
import { useInfiniteQuery } from '@tanstack/react-query'
import { payments_query } from '../../api/queries'
import { Link } from '../../ui/address'
import { Badge } from '../../ui/badge'
import { Instant } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { payment_tones } from '../../ui/payment_tones'
import { pay_link_words } from '../../words/pay_link'
import css from './home.module.css'

export function LastPayment() {
  const words = useWords(pay_link_words)
  const { data } = useInfiniteQuery(payments_query)
  const last = data?.pages[0]?.payments[0]
  if (!last) return null
  return (
    <Panel title={words.last} aside={<Link to="/payments">{words.all_payments}</Link>}>
      <p className="row">
        <Link className={css.tall} to={`/pay/${last.id}`}>
          <Money kopecks={last.total_kopecks} />, <Instant at={last.created_at} />
        </Link>
        <Badge tone={payment_tones[last.state]}>{words.state[last.state]}</Badge>
      </p>
    </Panel>
  )
}

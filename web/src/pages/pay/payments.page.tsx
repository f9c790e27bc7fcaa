// All payments made in the cabinet, newest first, each with its state; more on demand.
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { payments_query } from '../../api/queries'
import type { PaymentRow } from '../../api/types'
import { go, Link } from '../../ui/address'
import { Badge } from '../../ui/badge'
import { BoneList } from '../../ui/bone'
import { Instant } from '../../ui/date'
import { useLanguage, useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { money_text } from '../../ui/money_text'
import { payment_tones } from '../../ui/payment_tones'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { payment_words, payments_words } from '../../words/pay'
import { pay_link_words } from '../../words/pay_link'
import css from './payments.module.css'
import { is_open } from './states'

const ASK_MS = 5000

export default function PaymentsPage() {
  const words = useWords(payments_words)
  const query = useInfiniteQuery({
    ...payments_query,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.payments.some(is_open)) ? ASK_MS : false,
  })
  return (
    <div className="stack">
      <div className={css.head}>
        <PageTitle text={words.title} />
        <Button onClick={() => go('/pay')} className="no_print">
          {words.pay}
        </Button>
      </div>
      <Loaded query={query} skeleton={<BoneList count={5} height={84} />}>
        {(data) => (
          <List
            payments={data.pages.flatMap((page) => page.payments)}
            more={query.hasNextPage ? () => void query.fetchNextPage() : null}
            busy={query.isFetchingNextPage}
          />
        )}
      </Loaded>
    </div>
  )
}

type ListProps = { payments: PaymentRow[]; more: (() => void) | null; busy: boolean }

function List({ payments, more, busy }: ListProps) {
  const words = useWords(payments_words)
  if (payments.length === 0) {
    return (
      <Notice tone="plain" title={words.none}>
        <p className="soft">{words.none_text}</p>
        <p className="soft">{words.elsewhere}</p>
      </Notice>
    )
  }
  return (
    <>
      <Panel flush>
        <ul className={css.list}>
          {payments.map((payment) => (
            <One key={payment.id} payment={payment} />
          ))}
        </ul>
      </Panel>
      <div className={css.foot}>
        {more && (
          <Button variant="default" className="no_print" onClick={more} loading={busy}>
            {words.more}
          </Button>
        )}
        <p className="soft small" role="status">
          {more ? words.shown(payments.length) : words.all_shown(payments.length)}
        </p>
        <p className="soft small">{words.elsewhere}</p>
      </div>
    </>
  )
}

function One({ payment }: { payment: PaymentRow }) {
  const words = useWords(payments_words)
  const { language } = useLanguage()
  const { state } = useWords(pay_link_words)
  const { refund } = useWords(payment_words)
  const { refund_state, refunded_kopecks } = payment
  return (
    <li className={css.item}>
      <div className={css.what}>
        <Link className={css.name} to={`/pay/${payment.id}`}>
          {words.contracts(payment.contract_numbers)}
        </Link>
        <p className="soft small">
          <Instant at={payment.created_at} /> · {words.method[payment.method]} ·{' '}
          {words.number(payment.number)}
        </p>
      </div>
      <div className={css.badges}>
        <Badge tone={payment_tones[payment.state]}>{state[payment.state]}</Badge>
        {refund_state !== 'none' && <Badge tone="plain">{refund[refund_state]}</Badge>}
      </div>
      <div className={css.sum}>
        <Money kopecks={payment.total_kopecks} />
        {payment.fee_kopecks > 0 && <span className="soft small">{words.with_fee}</span>}
        {refunded_kopecks > 0 && (
          <span className="soft small">
            {words.refunded} {money_text(refunded_kopecks, language)}
          </span>
        )}
      </div>
    </li>
  )
}

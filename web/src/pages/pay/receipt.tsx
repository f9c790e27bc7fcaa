// A payment that went through: the receipt, where each kopeck went, what was refunded. Prints.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { session_query } from '../../api/queries'
import type { Payment } from '../../api/types'
import { go, Link, useLuggage } from '../../ui/address'
import { Icon } from '../../ui/icon'
import { useLanguage, useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { money_text } from '../../ui/money_text'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { useSite } from '../../ui/site_context'
import { payment_words } from '../../words/pay'
import { About, Fact } from './about'
import { Allocation } from './allocation'
import { draft_again } from './draft'
import css from './payment.module.css'
import { forget_payment_id } from './payment_id'

export function Receipt({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  const { data: session } = useQuery(session_query)
  const site = useSite()
  const luggage = useLuggage<{ again?: boolean } | null>()
  return (
    <>
      <div className={css.done}>
        <span className={css.tick}>
          <Icon name="check" size={28} />
        </span>
        <div>
          <PageTitle text={words.receipt}>
            <span className="no_print">
              {words.done} <Money kopecks={payment.total_kopecks} />
            </span>
            <span className={css.on_paper}>{words.receipt}</span>
          </PageTitle>
          <p className="soft no_print" role="status">
            {words.done_text}
          </p>
        </div>
      </div>
      {luggage?.again && <Again payment={payment} />}
      <Refund payment={payment} />
      <div className={css.grid}>
        <Allocation payment={payment} />
        <div className={css.side}>
          <About
            payment={payment}
            more={
              <>
                <Fact name={words.organisation}>{site.name}</Fact>
                {session && <Fact name={words.payer}>{session.name}</Fact>}
              </>
            }
          />
          <div className={`${css.choices} no_print`}>
            <Button variant="default" leftSection={<Icon name="print" />} onClick={() => print()}>
              {words.print}
            </Button>
            <Link to="/">{words.to_home}</Link>
          </div>
        </div>
      </div>
    </>
  )
}

// The same form was sent when its payment had already gone through.
function Again({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  const once_more = async () => {
    await forget_payment_id(payment.id)
    go('/pay', { state: draft_again(payment.items, payment.method) })
  }
  return (
    <div className="no_print">
      <Notice tone="warn" urgent title={words.again}>
        <p>{words.again_text}</p>
        <button type="button" className="link_button" onClick={() => void once_more()}>
          {words.again_button}
        </button>
      </Notice>
    </div>
  )
}

function Refund({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  const { language } = useLanguage()
  const back = words.refund_part(money_text(payment.refunded_kopecks, language))
  switch (payment.refund_state) {
    case 'none':
      return null
    case 'pending':
      return (
        <Notice tone="warn" title={words.refund_pending}>
          <p>{words.refund_pending_text}</p>
          {payment.refunded_kopecks > 0 && <p>{back}</p>}
        </Notice>
      )
    case 'part':
      return <Notice tone="plain" title={back} />
    case 'whole':
      return (
        <Notice tone="plain" title={words.refund_whole}>
          <p>{back}</p>
        </Notice>
      )
  }
}

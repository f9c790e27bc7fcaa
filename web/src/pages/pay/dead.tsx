// A payment that took no money: why, in plain words, and how to pay after all.
import { Button } from '@mantine/core'
import type { Payment } from '../../api/types'
import { go } from '../../ui/address'
import { useWords } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { payment_words } from '../../words/pay'
import { About } from './about'
import { AnotherWay } from './another_way'
import { draft_again } from './draft'
import css from './payment.module.css'

export function Dead({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  const title = words.dead[payment.state === 'canceled' ? 'canceled' : 'failed']
  return (
    <>
      <PageTitle text={title} />
      <Notice tone="bad" urgent title={words.reasons[payment.reason ?? ''] ?? words.reason_unknown}>
        <p>{words.dead_text}</p>
      </Notice>
      <div className={css.choices}>
        <Button onClick={() => go('/pay', { state: draft_again(payment.items, payment.method) })}>
          {words.same_way}
        </Button>
        <AnotherWay payment={payment} />
      </div>
      <About payment={payment} />
    </>
  )
}

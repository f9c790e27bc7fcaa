// The facts of a payment: number, time, way, what for, fee and total.
import type { ReactNode } from 'react'
import type { Payment } from '../../api/types'
import { CopyButton } from '../../ui/copy_button'
import { Instant } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { pay_words, payment_words, payments_words } from '../../words/pay'
import css from './payment.module.css'

export function About({ payment, more }: { payment: Payment; more?: ReactNode }) {
  const words = useWords(payment_words)
  const pay = useWords(pay_words)
  const { method } = useWords(payments_words)
  return (
    <Panel>
      <dl className={css.facts}>
        <Fact name={words.number}>
          <span className="digits">{payment.number}</span>{' '}
          <CopyButton text={payment.number} label={words.number} />
        </Fact>
        {payment.finished_at ? (
          <Fact name={words.when}>
            <Instant at={payment.finished_at} whole />
          </Fact>
        ) : (
          <Fact name={words.created}>
            <Instant at={payment.created_at} whole />
          </Fact>
        )}
        <Fact name={words.how}>{method[payment.method]}</Fact>
        {more}
        {payment.items.map((item) => (
          <div key={item.contract_id}>
            <dt>
              {pay.contract(item.contract_number)}
              <span className={`${css.under} small`}>{item.creditor}</span>
            </dt>
            <dd>
              <Money kopecks={item.amount_kopecks} />
            </dd>
          </div>
        ))}
        <Fact name={pay.fee}>
          {payment.fee_kopecks > 0 ? <Money kopecks={payment.fee_kopecks} /> : pay.no_fee}
        </Fact>
        <div className={css.total}>
          <dt>{payment.state === 'succeeded' ? words.charged : pay.total}</dt>
          <dd>
            <Money kopecks={payment.total_kopecks} />
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

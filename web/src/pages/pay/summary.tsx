// What will leave the account, line by line, and the one button that sends it. After trouble it says
// whether sending again is safe: it is, because the payment keeps its id.
import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Refused } from '../../api/client'
import { fee_of } from '../../api/payable'
import type { PayMethod } from '../../api/types'
import { Link } from '../../ui/address'
import { useCountdown } from '../../ui/countdown'
import { useLanguage, useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { money_text } from '../../ui/money_text'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { Reference, useRefusalWords } from '../../ui/refusal'
import { pay_words } from '../../words/pay'
import { pay_link_words } from '../../words/pay_link'
import { type Line, sum_of } from './draft'
import css from './pay.module.css'
import { is_unsure } from './use_pay'

type Pay = Pick<UseMutationResult<unknown, Error, never>, 'isPending' | 'error'>
type Props = { lines: Line[]; method: PayMethod | undefined; pay: Pay }

export function Summary({ lines, method, pay }: Props) {
  const words = useWords(pay_words)
  const link_words = useWords(pay_link_words)
  const { language } = useLanguage()
  const sum = sum_of(lines)
  const fee = method ? fee_of(sum, method) : 0
  const left_s = useWait(pay.error)
  const label = sum > 0 ? link_words.pay(money_text(sum + fee, language)) : link_words.pay_bare
  return (
    <Panel title={words.summary}>
      <dl className={css.bill}>
        {lines.map(({ contract, kopecks }) => (
          <div key={contract.id}>
            <dt>{words.contract(contract.number)}</dt>
            <dd>{kopecks === null ? '—' : <Money kopecks={kopecks} />}</dd>
          </div>
        ))}
        {lines.length === 0 && (
          <div>
            <dt>{words.nothing_chosen}</dt>
          </div>
        )}
        {method && sum > 0 && (
          <div>
            <dt>{words.fee}</dt>
            <dd>{fee > 0 ? <Money kopecks={fee} /> : words.no_fee}</dd>
          </div>
        )}
        <div className={css.total}>
          <dt>{words.total}</dt>
          <dd>
            <Money kopecks={sum + fee} size="large" />
          </dd>
        </div>
      </dl>
      {pay.error && <Trouble error={pay.error} left_s={left_s} />}
      <Button type="submit" fullWidth loading={pay.isPending} disabled={left_s > 0}>
        {pay.error && is_unsure(pay.error) ? words.send_again : label}
      </Button>
      <p role="status" className="hidden">
        {pay.isPending ? words.sending : ''}
      </p>
      {method && <p className={`${css.next} soft small`}>{words[`next_${method.method}`]}</p>}
    </Panel>
  )
}

function Trouble({ error, left_s }: { error: Error; left_s: number }) {
  const words = useWords(pay_words)
  const in_words = useRefusalWords()
  const same = error instanceof Refused && error.code === 'payment_is_the_same_request'
  return (
    <div className={css.trouble}>
      <Notice tone={is_unsure(error) ? 'warn' : 'bad'} urgent title={in_words(error)}>
        {is_unsure(error) && <p>{words.unsure_text}</p>}
        {left_s > 0 && <p className="number">{words.wait(left_s)}</p>}
        {same && (
          <p>
            <Link to="/payments">{words.history}</Link>
          </p>
        )}
        <Reference error={error} />
      </Notice>
    </div>
  )
}

/** How long the server asked to wait after this answer. */
function useWait(error: Error | null): number {
  const [until_ms, set_until] = useState<number | null>(null)
  useEffect(() => {
    const wait_s = error instanceof Refused ? error.retry_after_s : undefined
    set_until(wait_s ? Date.now() + wait_s * 1000 : null)
  }, [error])
  return useCountdown(until_ms)
}

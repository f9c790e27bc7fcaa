// A payment that has not ended: finish it (card page or SBP code), wait for the bank, or learn that
// the time is over. The answer of the bank comes by itself, here or by SMS.
import { Button, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { local_ms } from '../../api/client'
import type { Payment } from '../../api/types'
import { useCountdown } from '../../ui/countdown'
import { clock_text } from '../../ui/date_text'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { payment_words } from '../../words/pay'
import { About } from './about'
import { AnotherWay } from './another_way'
import css from './payment.module.css'
import { web_url } from './safe_url'
import { SbpCode } from './sbp_code'
import { confirmation_of } from './states'

export function Under({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  const until_ms = payment.expires_at ? local_ms(payment.expires_at) : null
  const left_s = useCountdown(until_ms)
  const over = until_ms !== null && left_s === 0
  const confirmation = confirmation_of(payment)
  if (payment.state === 'processing') {
    return <Waiting payment={payment} title={words.processing} text={words.processing_text} />
  }
  if (over) return <Waiting payment={payment} title={words.over_title} text={words.over_text} />
  if (!confirmation) {
    return <Waiting payment={payment} title={words.preparing} text={words.preparing_text} />
  }
  const timer = until_ms !== null && <Left left_s={left_s} />
  if (confirmation.qr) {
    return (
      <Frame payment={payment} title={words.scan} text={words.scan_text}>
        <SbpCode text={confirmation.qr} total_kopecks={payment.total_kopecks} />
        {timer}
        <AnotherWay payment={payment} />
      </Frame>
    )
  }
  return (
    <Frame payment={payment} title={words.finish} text={words.finish_text}>
      <ToBank url={web_url(confirmation.url)} />
      {timer}
      <AnotherWay payment={payment} />
    </Frame>
  )
}

function ToBank({ url }: { url: string | null }) {
  const words = useWords(payment_words)
  if (!url) {
    return (
      <Notice tone="bad" title={words.unsafe}>
        <p>{words.unsafe_text}</p>
      </Notice>
    )
  }
  return (
    <div>
      <Button component="a" href={url} className={css.main_button}>
        {words.finish_button}
      </Button>
    </div>
  )
}

function Left({ left_s }: { left_s: number }) {
  const words = useWords(payment_words)
  return (
    <p>
      <span className="soft">{words.left}</span>{' '}
      <span role="timer" className={`number ${css.clock}`}>
        {clock_text(left_s)}
      </span>
    </p>
  )
}

type FrameProps = { payment: Payment; title: string; text: string; children?: ReactNode }

function Waiting(props: FrameProps) {
  const words = useWords(payment_words)
  return (
    <Frame {...props}>
      <p className={`${css.watching} soft`}>
        <Loader size={20} aria-hidden="true" />
        {words.watching}
      </p>
    </Frame>
  )
}

function Frame({ payment, title, text, children }: FrameProps) {
  return (
    <>
      <PageTitle text={title} />
      <div className={css.grid}>
        <Panel>
          <div className={css.step}>
            <p>
              <Money kopecks={payment.total_kopecks} size="hero" />
            </p>
            <p className={css.text} role="status">
              {text}
            </p>
            {children}
          </div>
        </Panel>
        <About payment={payment} />
      </div>
    </>
  )
}

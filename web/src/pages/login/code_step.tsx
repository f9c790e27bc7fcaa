// The one-time code from the SMS, for sign-in and activation alike: how long it lives, when
// another may be asked for, how many tries are left. A code without tries or time is over: the step
// before makes a new one.
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call, Refused, remember_csrf } from '../../api/client'
import { routes, type Challenge, type OtpOut, type ResendOut } from '../../api/types'
import { useCountdown } from '../../ui/countdown'
import { clock_text } from '../../ui/date_text'
import { ErrorSummary } from '../../ui/error_summary'
import { Field } from '../../ui/field'
import { useWords } from '../../ui/language'
import { forget_leaving } from '../../ui/leaving'
import { login_words } from '../../words/login'
import { refusal_words } from '../../words/refusals'
import css from './login.module.css'
import { useTrouble } from './trouble'
import { Wait } from './wait'

type Props = {
  challenge: Challenge
  submit: string
  back: string
  onDone: (out: OtpOut) => void
  onOver: (why?: string) => void
}

const after = (seconds: number) => Date.now() + seconds * 1000

export function CodeStep({ challenge, submit, back, onDone, onOver }: Props) {
  const words = useWords(login_words)
  const refusals = useWords(refusal_words)
  const trouble = useTrouble()
  const [code, set_code] = useState('')
  const [sent, set_sent] = useState(0)
  const [over_at, set_over_at] = useState(() => after(challenge.expires_in_s))
  const [resend_at, set_resend_at] = useState(() => after(challenge.resend_after_s))
  const wait_s = useCountdown(trouble.wait_until)
  const resend_s = useCountdown(resend_at)

  useEffect(() => document.getElementById('code')?.focus(), [])

  const fail = (error: unknown) => {
    if (error instanceof Refused && error.code === 'challenge_over') {
      return onOver(refusals.challenge_over)
    }
    if (error instanceof Refused && error.code === 'resend_too_early') {
      return set_resend_at(after(error.retry_after_s ?? 30))
    }
    trouble.refuse(error, 'code', (refused) => {
      if (refused.code !== 'otp_code_wrong' || refused.tries_left === undefined) return []
      return [
        { id: 'code', text: `${refusals.otp_code_wrong} ${words.tries_left(refused.tries_left)}` },
      ]
    })
  }
  const send = () =>
    trouble.during(async () => {
      try {
        const out = await call<OtpOut>('POST', routes.otp_confirm(), {
          challenge: challenge.challenge,
          code,
        })
        remember_csrf(out.csrf)
        forget_leaving()
        onDone(out)
      } catch (error) {
        set_code('')
        if (is_spent(error)) onOver(words.code_spent)
        else fail(error)
      }
    })
  const resend = () =>
    trouble.during(async () => {
      try {
        const body = { challenge: challenge.challenge }
        const out = await call<ResendOut>('POST', routes.otp_resend(), body)
        set_over_at(after(out.expires_in_s))
        set_resend_at(after(out.resend_after_s))
        set_sent((n) => n + 1)
      } catch (error) {
        fail(error)
      }
    })

  return (
    <form
      noValidate
      className={css.code_box}
      onSubmit={(event) => {
        event.preventDefault()
        if (code.length !== 6) trouble.show([{ id: 'code', text: words.code_empty }])
        else if (wait_s === 0) void send()
      }}
    >
      <ErrorSummary errors={trouble.errors} attempt={trouble.attempt} />
      <Wait left_s={wait_s} />
      <Field
        id="code"
        className={css.code}
        label={words.code}
        hint={words.code_hint(challenge.phone_hint)}
        value={code}
        onChange={(text) => set_code(text.replace(/\D/g, '').slice(0, 6))}
        error={trouble.at('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
      />
      <CodeLife until={over_at} />
      <Button type="submit" fullWidth loading={trouble.busy} disabled={wait_s > 0}>
        {submit}
      </Button>
      <div className={css.timers}>
        {resend_s > 0 ? (
          <span className="soft digits">{words.resend_in(clock_text(resend_s))}</span>
        ) : (
          <button type="button" className="link_button" onClick={() => void resend()}>
            {words.resend}
          </button>
        )}
        <span role="status" className="soft" key={sent}>
          {sent > 0 ? words.code_sent : ''}
        </span>
      </div>
      <div className={css.quiet}>
        <button type="button" className="link_button" onClick={() => onOver()}>
          {back}
        </button>
      </div>
    </form>
  )
}

// No try is left, or a try was made all the same: waiting would bring no other.
function is_spent(error: unknown) {
  if (!(error instanceof Refused)) return false
  return error.code === 'otp_code_wrong' ? error.tries_left === 0 : error.code === 'too_many_requests'
}

function CodeLife({ until }: { until: number }) {
  const words = useWords(login_words)
  const left_s = useCountdown(until)
  if (left_s === 0) return <p role="status">{words.code_over}</p>
  return <p className="soft small digits">{words.code_valid(clock_text(left_s))}</p>
}

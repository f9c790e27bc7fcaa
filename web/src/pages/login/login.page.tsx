// Sign-in: ID and password, and only when both are right the third field, the code from the SMS.
// Whether a pair is right is the server's to say; a wrong ID and a wrong password look the same.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../api/client'
import { routes, type Challenge, type OtpOut } from '../../api/types'
import { go, go_replace, Link, useLuggage, useSearchParams } from '../../ui/address'
import { useCountdown } from '../../ui/countdown'
import { clock_text } from '../../ui/date_text'
import { ErrorSummary } from '../../ui/error_summary'
import { Field } from '../../ui/field'
import { useWords } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { login_words } from '../../words/login'
import { Aside } from './aside'
import { CodeStep } from './code_step'
import { useFieldFaults } from './field_faults'
import css from './login.module.css'
import { safe_next } from './next'
import { useTrouble } from './trouble'
import { Wait } from './wait'

export default function LoginPage() {
  const words = useWords(login_words)
  const [search] = useSearchParams()
  const [login, set_login] = useState('')
  const [password, set_password] = useState('')
  const [challenge, set_challenge] = useState<Challenge | null>(null)
  const faults_of = useFieldFaults()
  const trouble = useTrouble()
  const wait_s = useCountdown(trouble.wait_until)

  const check = () => {
    const found = []
    if (!login.trim()) found.push({ id: 'login', text: words.login_empty })
    if (!password) found.push({ id: 'password', text: words.password_empty })
    if (found.length) trouble.show(found)
    return found.length === 0
  }
  const send = () =>
    trouble.during(async () => {
      try {
        const body = { login: login.trim().toUpperCase(), password }
        set_challenge(await call<Challenge>('POST', routes.login_sign_in(), body))
      } catch (error) {
        trouble.refuse(error, 'password', faults_of({ login: 'login', password: 'password' }))
      }
    })
  const start_again = (why?: string) => {
    set_challenge(null)
    set_password('')
    if (why) trouble.show([{ id: 'password', text: why }])
  }
  const enter = (out: OtpOut) => {
    if (out.next === 'password') go('/activate', { state: { step: 'password' } })
    else go_replace(safe_next(search.get('next')))
  }

  return (
    <div className={css.page}>
      <div className={css.form}>
        <PageTitle text={words.title} />
        <Farewell />
        <form
          noValidate
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (!challenge && wait_s === 0 && check()) void send()
          }}
        >
          <ErrorSummary errors={trouble.errors} attempt={trouble.attempt} />
          <Wait left_s={wait_s} />
          <Field
            id="login"
            label={words.login}
            hint={challenge ? undefined : words.login_hint}
            value={login}
            onChange={(text) => {
              set_login(text)
              trouble.stop_waiting()
            }}
            error={trouble.at('login')}
            readOnly={challenge !== null}
            autoComplete="username"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={64}
          />
          <Field
            id="password"
            label={words.password}
            value={password}
            onChange={set_password}
            error={trouble.at('password')}
            readOnly={challenge !== null}
            secret={{ show: words.show_password }}
            autoComplete="current-password"
            maxLength={128}
          />
          {!challenge && (
            <Button type="submit" fullWidth loading={trouble.busy} disabled={wait_s > 0}>
              {wait_s > 0 ? words.wait_next(clock_text(wait_s)) : words.next}
            </Button>
          )}
        </form>
        {challenge ? (
          <CodeStep
            challenge={challenge}
            submit={words.code_sign_in}
            onDone={enter}
            onOver={start_again}
            back={words.change}
          />
        ) : (
          <p className={css.other}>
            {words.first_time} <Link to="/activate">{words.activate}</Link>
          </p>
        )}
      </div>
      <Aside />
    </div>
  )
}

function Farewell() {
  const words = useWords(login_words)
  const state = useLuggage<{ why?: keyof typeof words.ended } | null>()
  if (!state?.why) return null
  return <Notice tone={state.why === 'left' ? 'good' : 'plain'} title={words.ended[state.why]} />
}

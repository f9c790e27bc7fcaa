// The first step of activation: ID and one-time code, as printed in the letter.
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call } from '../../api/client'
import { routes, type Challenge } from '../../api/types'
import { useCountdown } from '../../ui/countdown'
import { clock_text } from '../../ui/date_text'
import { ErrorSummary } from '../../ui/error_summary'
import { Field } from '../../ui/field'
import { useWords } from '../../ui/language'
import { activate_words, login_words } from '../../words/login'
import { useFieldFaults } from './field_faults'
import { useTrouble } from './trouble'
import { Wait } from './wait'

type Props = {
  login: string
  onLogin: (login: string) => void
  trouble_before: string
  onDone: (challenge: Challenge) => void
}

export function LetterStep({ login, onLogin, trouble_before, onDone }: Props) {
  const words = useWords(activate_words)
  const sign_in = useWords(login_words)
  const [code, set_code] = useState('')
  const faults_of = useFieldFaults()
  const trouble = useTrouble()
  const wait_s = useCountdown(trouble.wait_until)

  useEffect(() => {
    if (trouble_before) trouble.show([{ id: 'letter_code', text: trouble_before }])
    // Only what brought the person back here, once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const check = () => {
    const found = []
    if (!login.trim()) found.push({ id: 'login', text: sign_in.login_empty })
    if (!code.trim()) found.push({ id: 'letter_code', text: words.code_empty })
    if (found.length) trouble.show(found)
    return found.length === 0
  }
  const send = () =>
    trouble.during(async () => {
      try {
        const body = { login: login.trim().toUpperCase(), code: code.trim().toUpperCase() }
        onDone(await call<Challenge>('POST', routes.activate_begin(), body))
      } catch (error) {
        trouble.refuse(error, 'letter_code', faults_of({ login: 'login', code: 'letter_code' }))
      }
    })

  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (wait_s === 0 && check()) void send()
      }}
    >
      <p className="soft">{words.letter_text}</p>
      <ErrorSummary errors={trouble.errors} attempt={trouble.attempt} />
      <Wait left_s={wait_s} />
      <Field
        id="login"
        label={sign_in.login}
        value={login}
        onChange={(text) => {
          onLogin(text)
          trouble.stop_waiting()
        }}
        error={trouble.at('login')}
        autoComplete="username"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
      />
      <Field
        id="letter_code"
        label={words.code}
        hint={words.code_hint}
        value={code}
        onChange={set_code}
        error={trouble.at('letter_code')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
      />
      <Button type="submit" fullWidth loading={trouble.busy} disabled={wait_s > 0}>
        {wait_s > 0 ? sign_in.wait_next(clock_text(wait_s)) : sign_in.next}
      </Button>
    </form>
  )
}

// The third step of activation: a password of one's own, with its rules in sight.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { call, remember_csrf } from '../../api/client'
import { routes, type OtpOut } from '../../api/types'
import { useCountdown } from '../../ui/countdown'
import { ErrorSummary } from '../../ui/error_summary'
import { Field } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { activate_words, login_words } from '../../words/login'
import css from './login.module.css'
import { rules_of, strength_of } from './password_strength'
import { useTrouble } from './trouble'
import { Wait } from './wait'

export function PasswordStep({ login, onDone }: { login: string; onDone: () => void }) {
  const words = useWords(activate_words)
  const { show_password } = useWords(login_words)
  const [password, set_password] = useState('')
  const trouble = useTrouble()
  const wait_s = useCountdown(trouble.wait_until)

  const length = [...password].length
  const length_error =
    length < 10 ? words.password_short : length > 128 ? words.password_long : null
  const send = () =>
    trouble.during(async () => {
      try {
        const out = await call<OtpOut>('POST', routes.activate_set_password(), { password })
        remember_csrf(out.csrf)
        onDone()
      } catch (error) {
        trouble.refuse(error, 'new_password')
      }
    })

  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (length_error) trouble.show([{ id: 'new_password', text: length_error }])
        else if (wait_s === 0) void send()
      }}
    >
      <ErrorSummary errors={trouble.errors} attempt={trouble.attempt} />
      <Wait left_s={wait_s} />
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <Field
        id="new_password"
        label={words.password}
        hint={words.password_hint}
        value={password}
        onChange={set_password}
        error={trouble.at('new_password')}
        secret={{ show: show_password }}
        autoComplete="new-password"
      />
      <Hints password={password} login={login} />
      <Button type="submit" fullWidth loading={trouble.busy} disabled={wait_s > 0}>
        {words.save}
      </Button>
    </form>
  )
}

function Hints({ password, login }: { password: string; login: string }) {
  const words = useWords(activate_words)
  const rules = rules_of(password, login)
  const strength = strength_of(password, login)
  const list = [
    { met: rules.length, text: words.rule_length },
    { met: rules.varied, text: words.rule_varied },
    { met: rules.own, text: words.rule_own },
  ]
  return (
    <>
      <div className={css.meter}>
        <div className={css.bars} aria-hidden="true">
          {[0, 1, 2, 3].map((bar) => (
            <i key={bar} data-on={password !== '' && bar <= strength} />
          ))}
        </div>
        <p className="soft small" role="status">
          {password && `${words.strength}: ${words.strengths[strength]}`}
        </p>
      </div>
      <ul className={css.rules}>
        {list.map(({ met, text }) => (
          <li key={text} data-met={met}>
            <Icon name="check" size={18} />
            {text}
            <span className="hidden">{met ? words.rule_met : words.rule_open}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

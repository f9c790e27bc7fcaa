// Activation for a client of an imported portfolio: the letter's code, the SMS code, a password.
import { useState } from 'react'
import type { Challenge, OtpOut } from '../../api/types'
import { go_replace, Link, useLuggage } from '../../ui/address'
import { useWords } from '../../ui/language'
import { PageTitle } from '../../ui/page_title'
import { activate_words, login_words } from '../../words/login'
import { Aside } from './aside'
import { CodeStep } from './code_step'
import { LetterStep } from './letter_step'
import css from './login.module.css'
import { PasswordStep } from './password_step'

type Step = 'letter' | 'sms' | 'password'
const numbers: Record<Step, number> = { letter: 1, sms: 2, password: 3 }

export default function ActivatePage() {
  const words = useWords(activate_words)
  const { start_again, next } = useWords(login_words)
  const state = useLuggage<{ step?: Step } | null>()
  const [step, set_step] = useState<Step>(state?.step === 'password' ? 'password' : 'letter')
  const [login, set_login] = useState('')
  const [challenge, set_challenge] = useState<Challenge | null>(null)
  const [over, set_over] = useState('')
  const titles: Record<Step, string> = {
    letter: words.letter,
    sms: words.sms,
    password: words.password_title,
  }
  const enter = (out: OtpOut) => {
    if (out.next === 'home') go_replace('/')
    else set_step('password')
  }

  return (
    <div className={css.page}>
      <div className={css.form}>
        <p className={css.step}>
          {words.title} · {words.step(numbers[step])}
        </p>
        <PageTitle text={titles[step]} key={step} />
        {step === 'letter' && (
          <LetterStep
            login={login}
            onLogin={set_login}
            trouble_before={over}
            onDone={(fresh) => {
              set_challenge(fresh)
              set_over('')
              set_step('sms')
            }}
          />
        )}
        {step === 'sms' && challenge && (
          <CodeStep
            challenge={challenge}
            submit={next}
            back={start_again}
            onDone={enter}
            onOver={(why = '') => {
              set_over(why)
              set_step('letter')
            }}
          />
        )}
        {step === 'password' && <PasswordStep login={login} onDone={() => go_replace('/')} />}
        {step === 'letter' && (
          <p className={css.other}>
            {words.have_password} <Link to="/login">{words.sign_in}</Link>
          </p>
        )}
      </div>
      <Aside />
    </div>
  )
}

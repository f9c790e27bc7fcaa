// The payment form: holds the draft, says what is wrong with it, sends it. The same form sent again
// is the same payment (payment_id.ts).
import { type FormEvent, useRef, useState } from 'react'
import { fee_of } from '../../api/payable'
import type { Payable } from '../../api/types'
import { go_replace, here, useLuggage, useSearchParams } from '../../ui/address'
import { ErrorSummary } from '../../ui/error_summary'
import { useWords } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { pay_words } from '../../words/pay'
import { AmountChoice } from './amount_choice'
import { ContractChoice } from './contract_choice'
import { type Draft, faults_of, first_draft, lines_of, order_of, sum_of } from './draft'
import { MethodChoice, NoMethods } from './method_choice'
import { OtherWays } from './other_ways'
import css from './pay.module.css'
import { Summary } from './summary'
import { usePay } from './use_pay'
import { useFaultWords } from './use_fault_words'

export function PayForm({ payable }: { payable: Payable }) {
  const [search] = useSearchParams()
  const luggage = useLuggage<unknown>()
  const [draft, set_draft] = useState(() => first_draft(payable, search, luggage))
  const [attempt, set_attempt] = useState(0)
  const fault_words = useFaultWords()
  const sending = useRef(false)
  const pay = usePay()

  const lines = lines_of(draft, payable)
  const method = payable.methods.find((one) => one.method === draft.method)
  const sum = sum_of(lines)
  const total = sum + (method ? fee_of(sum, method) : 0)
  const errors = attempt > 0 ? faults_of(draft, payable).map(fault_words) : []
  const change = (more: Partial<Draft>) => {
    set_draft({ ...draft, ...more })
    set_attempt(0)
    if (pay.isError) pay.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const order = order_of(draft, payable)
    if (!order || faults_of(draft, payable).length) return set_attempt((n) => n + 1)
    // A second click comes before React has drawn the busy button.
    if (sending.current) return
    sending.current = true
    go_replace(here(), draft)
    pay.mutate(
      { order, shown_total_kopecks: total },
      {
        onSettled: () => {
          sending.current = false
        },
      },
    )
  }
  return (
    <form noValidate className={css.grid} onSubmit={submit}>
      <div className={css.column}>
        {errors.length > 0 && <ErrorSummary errors={errors} attempt={attempt} />}
        <AllPaid payable={payable} />
        <ContractChoice payable={payable} draft={draft} onChange={change} errors={errors} />
        <AmountChoice payable={payable} draft={draft} onChange={change} errors={errors} />
        {payable.methods.length ? (
          <MethodChoice
            methods={payable.methods}
            chosen={draft.method}
            kopecks={sum}
            onChoose={(name) => change({ method: name })}
          />
        ) : (
          <NoMethods />
        )}
      </div>
      <div className={`${css.column} ${css.aside}`}>
        {payable.methods.length > 0 && <Summary lines={lines} method={method} pay={pay} />}
        <OtherWays draft={draft} lines={lines} />
      </div>
    </form>
  )
}

function AllPaid({ payable }: { payable: Payable }) {
  const words = useWords(pay_words)
  if (payable.contracts.some((contract) => contract.outstanding_kopecks > 0)) return null
  return (
    <Notice tone="good" title={words.all_paid}>
      <p>{words.all_paid_text}</p>
    </Notice>
  )
}

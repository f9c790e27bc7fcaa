// How much: due now, the overdue part, the whole debt, or a sum of one's own for each contract.
import { ahead_of, kopecks_for, sum_for, type What, whats } from '../../api/payable'
import type { Payable, PayableContract } from '../../api/types'
import { date_text } from '../../ui/date_text'
import { Field } from '../../ui/field'
import { useLanguage, useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { kopecks_of, money_text } from '../../ui/money_text'
import { Panel } from '../../ui/panel'
import { pay_words } from '../../words/pay'
import { pay_link_words } from '../../words/pay_link'
import { amount_id, choice_id, type Draft, plain } from './draft'
import css from './pay.module.css'
import type { FieldError } from './use_fault_words'

type Props = {
  payable: Payable
  draft: Draft
  onChange: (more: Partial<Draft>) => void
  errors: FieldError[]
}

export function AmountChoice({ payable, draft, onChange, errors }: Props) {
  const words = useWords(pay_words)
  const chosen = payable.contracts.filter(({ id }) => draft.chosen.includes(id))
  const error = errors.find(({ id }) => id === choice_id(draft.what))
  const choose = (what: What) =>
    onChange(what === 'other' ? { what, amounts: prefilled(draft, chosen) } : { what })
  return (
    <Panel title={words.how_much} flush>
      <fieldset className={css.rows} aria-describedby={error ? 'amount_error' : undefined}>
        <legend className="hidden">{words.how_much}</legend>
        {error && (
          <p id="amount_error" className={css.error}>
            {error.text}
          </p>
        )}
        {whats.map((what) => (
          <label key={what} className={css.option}>
            <input
              id={choice_id(what)}
              type="radio"
              name="what"
              checked={draft.what === what}
              disabled={draft.what !== what && what !== 'other' && sum_for(chosen, what) === 0}
              onChange={() => choose(what)}
            />
            <Choice what={what} contracts={chosen} />
          </label>
        ))}
      </fieldset>
      {draft.what === 'other' && (
        <div className={css.amounts}>
          {chosen.map((contract) => (
            <Amount
              key={contract.id}
              contract={contract}
              value={draft.amounts[contract.id] ?? ''}
              error={errors.find(({ id }) => id === amount_id(contract.id))?.text}
              onChange={(text) => onChange({ amounts: { ...draft.amounts, [contract.id]: text } })}
            />
          ))}
        </div>
      )}
    </Panel>
  )
}

// One starts from the sums one has just seen.
function prefilled({ what, amounts }: Draft, contracts: PayableContract[]): Draft['amounts'] {
  if (what === 'other') return amounts
  const seen = contracts.flatMap((contract) => {
    const kopecks = kopecks_for(contract, what)
    return kopecks > 0 ? [[contract.id, plain(kopecks)] as const] : []
  })
  return { ...Object.fromEntries(seen), ...amounts }
}

function Choice({ what, contracts }: { what: What; contracts: PayableContract[] }) {
  const { whats: names } = useWords(pay_link_words)
  const hint = useHint(what, contracts)
  return (
    <span className={css.about}>
      <span>
        <span className={css.lead}>{names[what]}</span>
        {hint && <span className={`${css.under} soft small`}>{hint}</span>}
      </span>
      {what !== 'other' && (
        <span className={css.sum}>
          <Money kopecks={sum_for(contracts, what)} />
        </span>
      )}
    </span>
  )
}

function useHint(what: What, contracts: PayableContract[]): string {
  const words = useWords(pay_words)
  const { language } = useLanguage()
  if (what === 'other') return contracts.length > 1 ? words.other_hint : ''
  const day = (date: string) => date_text(date, language, 'day')
  const nothing = sum_for(contracts, what) === 0
  const ahead = what === 'all' ? 0 : ahead_of(contracts, what)
  const with_ahead = ahead > 0 ? words.with_ahead(money_text(ahead, language)) : ''
  if (what === 'overdue') return nothing ? words.overdue_none : with_ahead
  if (what === 'all') return nothing ? words.debt_none : ''
  if (nothing) return words.nothing_due
  const dates = contracts.flatMap(({ next_payment_on: on }) => (on ? [on] : [])).sort()
  const [date] = dates
  const due = date && (contracts.length > 1 ? words.due_hint : words.due_until(day(date)))
  return [due, with_ahead].filter(Boolean).join(', ')
}

type AmountProps = {
  contract: PayableContract
  value: string
  error?: string
  onChange: (text: string) => void
}

function Amount({ contract, value, error, onChange }: AmountProps) {
  const words = useWords(pay_words)
  const { language } = useLanguage()
  const extra = (kopecks_of(value) ?? 0) - Math.max(0, contract.outstanding_kopecks)
  return (
    <div>
      <Field
        id={amount_id(contract.id)}
        label={words.sum_of(contract.number)}
        value={value}
        onChange={onChange}
        error={error}
        inputMode="decimal"
        autoComplete="off"
      />
      <p role="status" className={`${css.extra} soft small`}>
        {extra > 0 ? words.more_than_owed(money_text(extra, language)) : ''}
      </p>
    </div>
  )
}

// The form of the filters: ready periods in one tap, the rest behind a disclosure.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ErrorSummary } from '../../ui/error_summary'
import { Field } from '../../ui/field'
import { useLanguage, useWords } from '../../ui/language'
import { limit_text } from '../../ui/money_text'
import { Select } from '../../ui/select'
import { common_words } from '../../words/frame'
import { operations_words } from '../../words/statement'
import {
  type Draft,
  empty_draft,
  type Fault,
  faults_of,
  filters_of,
  kinds,
  most_kopecks,
  period_from,
  periods,
} from './operation_filters'
import css from './operations.module.css'

type Props = { applied: Draft; onApply: (draft: Draft) => void }

export function Filters({ applied, onApply }: Props) {
  const words = useWords(operations_words)
  const common = useWords(common_words)
  const [draft, set_draft] = useState(applied)
  const [attempt, set_attempt] = useState(0)
  // An address may hold what is left out of the request: that is marked from the start.
  const [faults, set_faults] = useState(() => faults_of(applied))
  const errors = useFaultWords(faults)
  const set = (name: keyof Draft) => (value: string) => set_draft({ ...draft, [name]: value })
  const at = (id: string) => errors.find((error) => error.id === id)?.text
  const count = Object.keys(filters_of(applied)).length

  const apply = (next: Draft, unread: string[] = []) => {
    const found = faults_of(next, unread)
    set_faults(found)
    set_attempt((n) => n + 1)
    set_draft(next)
    if (found.length === 0) onApply(next)
  }
  return (
    <div className={`${css.filters} no_print`}>
      <div className={css.periods} role="group" aria-label={words.period}>
        {periods.map((period) => {
          const from = period_from(period)
          const on = applied.from === from && applied.to === ''
          return (
            <button
              key={period}
              type="button"
              aria-pressed={on}
              onClick={() => apply({ ...draft, from, to: '' })}
            >
              {words.periods[period]}
            </button>
          )
        })}
      </div>
      <details className={css.more} open={errors.length > 0 || undefined}>
        <summary>{words.active(count)}</summary>
        <form
          noValidate
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault()
            apply(draft, unread_dates(event.currentTarget))
          }}
        >
          <div className={css.wide}>
            <ErrorSummary errors={attempt > 0 ? errors : []} attempt={attempt} />
          </div>
          <Field
            id="from"
            type="date"
            label={words.from}
            value={draft.from}
            onChange={set('from')}
            error={at('from')}
          />
          <Field
            id="to"
            type="date"
            label={words.to}
            value={draft.to}
            onChange={set('to')}
            error={at('to')}
          />
          <Select
            id="kind"
            label={words.kind}
            value={draft.kind}
            onChange={set('kind')}
            choices={[
              { value: '', label: words.any_kind },
              ...kinds.map((kind) => ({ value: kind, label: common.kind[kind] })),
            ]}
          />
          <Field
            id="min"
            label={words.min}
            value={draft.min}
            onChange={set('min')}
            error={at('min')}
            inputMode="decimal"
            autoComplete="off"
          />
          <Field
            id="max"
            label={words.max}
            value={draft.max}
            onChange={set('max')}
            error={at('max')}
            inputMode="decimal"
            autoComplete="off"
          />
          <div className={css.buttons}>
            <Button type="submit">{words.apply}</Button>
            <Button
              variant="default"
              onClick={(event) => {
                event.currentTarget.form?.reset() // a date typed in part is no value to reset
                apply(empty_draft)
              }}
            >
              {words.reset}
            </Button>
          </div>
        </form>
      </details>
    </div>
  )
}

function useFaultWords(faults: Fault[]) {
  const words = useWords(operations_words)
  const { language } = useLanguage()
  const most = limit_text(most_kopecks, language)
  return faults.map(({ id, fault }) => ({
    id,
    text: fault === 'too_large' ? words.too_large(most) : words[fault],
  }))
}

// A date of which only a part is typed has no value, and would be taken for none.
function unread_dates(form: HTMLFormElement) {
  return ['from', 'to'].filter((name) => {
    const input = form.elements.namedItem(name)
    return input instanceof HTMLInputElement && input.validity.badInput
  })
}

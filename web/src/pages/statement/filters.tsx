// The form of the filters: ready periods in one tap, the rest behind a disclosure.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ErrorSummary } from '../../ui/error_summary'
import { Field } from '../../ui/field'
import { useWords } from '../../ui/language'
import { kopecks_of } from '../../ui/money_text'
import { Select } from '../../ui/select'
import { common_words } from '../../words/frame'
import { operations_words } from '../../words/statement'
import { type Draft, empty_draft, filters_of, kinds, period_from, periods } from './operation_filters'
import css from './operations.module.css'

type Props = { applied: Draft; onApply: (draft: Draft) => void }

export function Filters({ applied, onApply }: Props) {
  const words = useWords(operations_words)
  const common = useWords(common_words)
  const [draft, set_draft] = useState(applied)
  const [attempt, set_attempt] = useState(0)
  const [errors, set_errors] = useState<{ id: string; text: string }[]>([])
  const set = (name: keyof Draft) => (value: string) => set_draft({ ...draft, [name]: value })
  const at = (id: string) => errors.find((error) => error.id === id)?.text
  const count = Object.keys(filters_of(applied)).length

  const apply = (next: Draft) => {
    const found = check(next, words)
    set_errors(found)
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
            apply(draft)
          }}
        >
          <div className={css.wide}>
            <ErrorSummary errors={errors} attempt={attempt} />
          </div>
          <Field
            id="from"
            type="date"
            label={words.from}
            value={draft.from}
            onChange={set('from')}
            error={at('from')}
          />
          <Field id="to" type="date" label={words.to} value={draft.to} onChange={set('to')} />
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
            <Button variant="default" onClick={() => apply(empty_draft)}>
              {words.reset}
            </Button>
          </div>
        </form>
      </details>
    </div>
  )
}

function check(draft: Draft, words: Record<'bad_sum' | 'bad_period' | 'bad_range', string>) {
  const errors = []
  const bad = (text: string) => text.trim() !== '' && kopecks_of(text) === null
  if (draft.from && draft.to && draft.from > draft.to)
    errors.push({ id: 'from', text: words.bad_period })
  if (bad(draft.min)) errors.push({ id: 'min', text: words.bad_sum })
  if (bad(draft.max)) errors.push({ id: 'max', text: words.bad_sum })
  const [min, max] = [kopecks_of(draft.min), kopecks_of(draft.max)]
  if (min !== null && max !== null && min > max) errors.push({ id: 'max', text: words.bad_range })
  return errors
}

// The payment schedule by year: each year with its subtotal, opened and closed by itself; the
// year that matters now is open. The total stands at the end.
import { Fragment, useState } from 'react'
import type { ContractOut, ScheduleRow, ScheduleState } from '../../api/types'
import { Badge, type BadgeTone } from '../../ui/badge'
import { DateText } from '../../ui/date'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Cell, Row, Rows, Table } from '../../ui/table'
import { common_words } from '../../words/frame'
import { contract_words } from '../../words/statement'
import css from './contract.module.css'

const tones: Record<ScheduleState, BadgeTone> = {
  paid: 'good',
  partly: 'warn',
  due: 'plain',
  overdue: 'bad',
}
const year_of = (row: ScheduleRow) => Number(row.due_on.slice(0, 4))

export function SchedulePanel({ contract }: { contract: ContractOut }) {
  const words = useWords(contract_words)
  const { component } = useWords(common_words)
  const { rows, years } = contract.schedule
  const now = rows.find((row) => row.state !== 'paid') ?? rows.at(-1)
  const [open, set_open] = useState<ReadonlySet<number>>(() => new Set(now ? [year_of(now)] : []))
  if (rows.length === 0) {
    return (
      <Panel title={words.schedule}>
        <p className="soft">{words.schedule_none}</p>
      </Panel>
    )
  }
  const toggle = (year: number) => {
    const next = new Set(open)
    if (!next.delete(year)) next.add(year)
    set_open(next)
  }
  const columns = [
    { label: words.due_on },
    { label: component.principal, number: true },
    { label: component.interest, number: true },
    { label: component.fee, number: true },
    { label: component.penalty, number: true },
    { label: words.total, number: true },
    { label: words.paid, number: true },
    { label: words.state },
  ]
  const foot = <Sums name={words.grand_total} of={contract.schedule} currency={contract.currency} />
  return (
    <Panel title={words.schedule} flush>
      <Table caption={words.schedule} columns={columns} foot={foot} fold="schedule">
        {years.map((year) => (
          <Fragment key={year.year}>
            <Rows>
              <Row tone="total">
                <Cell span={5}>
                  <button
                    type="button"
                    className={css.year}
                    aria-expanded={open.has(year.year)}
                    onClick={() => toggle(year.year)}
                  >
                    <Icon name="down" size={18} />
                    {words.year_total(year.year)}
                  </button>
                </Cell>
                <SumCells of={year} currency={contract.currency} />
              </Row>
              {open.has(year.year) &&
                rows
                  .filter((row) => year_of(row) === year.year)
                  .map((row) => (
                    <Payment key={row.due_on} row={row} currency={contract.currency} />
                  ))}
            </Rows>
          </Fragment>
        ))}
      </Table>
    </Panel>
  )
}

function Payment({ row, currency }: { row: ScheduleRow; currency: string }) {
  const words = useWords(contract_words)
  const { component } = useWords(common_words)
  const part = (label: string, kopecks: number) => (
    <Cell label={kopecks === 0 ? undefined : label} number>
      {kopecks === 0 ? (
        <span className={`${css.nothing} soft`}>—</span>
      ) : (
        <Money kopecks={kopecks} currency={currency} />
      )}
    </Cell>
  )
  return (
    <Row>
      <Cell lead>
        <DateText date={row.due_on} style="short" />
      </Cell>
      {part(component.principal, row.principal_kopecks)}
      {part(component.interest, row.interest_kopecks)}
      {part(component.fee, row.fee_kopecks)}
      {part(component.penalty, row.penalty_kopecks)}
      <Cell label={words.total} number>
        <Money kopecks={row.total_kopecks} currency={currency} />
      </Cell>
      <Cell label={words.paid} number>
        <Money kopecks={row.paid_kopecks} currency={currency} />
      </Cell>
      <Cell label={words.state}>
        <Badge tone={tones[row.state]}>{words.schedule_state[row.state]}</Badge>
      </Cell>
    </Row>
  )
}

type SumsOf = { total_kopecks: number; paid_kopecks: number }

function Sums({ name, of, currency }: { name: string; of: SumsOf; currency: string }) {
  return (
    <Row>
      <Cell span={5}>{name}</Cell>
      <SumCells of={of} currency={currency} />
    </Row>
  )
}

function SumCells({ of, currency }: { of: SumsOf; currency: string }) {
  const words = useWords(contract_words)
  return (
    <>
      <Cell label={words.total} number>
        <Money kopecks={of.total_kopecks} currency={currency} />
      </Cell>
      <Cell label={words.paid} number>
        <Money kopecks={of.paid_kopecks} currency={currency} />
      </Cell>
      <Cell>{''}</Cell>
    </>
  )
}

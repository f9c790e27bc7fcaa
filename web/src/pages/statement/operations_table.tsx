// Operations, newest first, each with its effect on the debt and the debt after it.
import type { Operation } from '../../api/types'
import { Link } from '../../ui/address'
import { Badge } from '../../ui/badge'
import { DateText } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Cell, Row, Rows, Table } from '../../ui/table'
import { common_words } from '../../words/frame'
import { pay_link_words } from '../../words/pay_link'
import { operations_words } from '../../words/statement'
import css from './operations.module.css'
import { payment_of } from './payment_of'
import { useTold } from './told'

type Props = { operations: Operation[]; fresh: ReadonlySet<string>; currency?: string }

export function OperationsTable({ operations, fresh, currency }: Props) {
  const words = useWords(operations_words)
  const common = useWords(common_words)
  const told = useTold()
  const columns = [
    { label: words.what },
    { label: words.date },
    { label: words.component },
    { label: words.change, number: true },
    { label: words.balance, number: true },
  ]
  return (
    <Table caption={words.title} columns={columns} fold="ledger">
      <Rows>
        {operations.map((operation) => {
          const kind = common.kind[operation.kind]
          return (
            <Row
              key={operation.operation_no}
              tone={fresh.has(operation.operation_no) ? 'fresh' : undefined}
            >
              <Cell lead>
                <span className={css.what}>
                  {told(operation)}
                  {fresh.has(operation.operation_no) && <Badge tone="warn">{words.fresh}</Badge>}
                </span>
                <span className={css.under}>
                  {operation.description && !payment_of(operation) ? `${kind} · ` : ''}
                  <Number operation={operation} />
                </span>
              </Cell>
              <Cell label={words.date}>
                <DateText date={operation.posted_on} style="short" />
              </Cell>
              <Cell label={words.component}>{common.component[operation.component]}</Cell>
              <Cell label={words.change} number>
                <span className={operation.effect_kopecks < 0 ? css.lower : css.higher}>
                  <Money kopecks={operation.effect_kopecks} signed currency={currency} />
                </span>
              </Cell>
              <Cell label={words.balance} number>
                <Money kopecks={operation.balance_after_kopecks} currency={currency} />
              </Cell>
            </Row>
          )
        })}
      </Rows>
    </Table>
  )
}

// The number of a payment made here is an id that says nothing to people; the payment itself does.
function Number({ operation }: { operation: Operation }) {
  const words = useWords(operations_words)
  const { open } = useWords(pay_link_words)
  const payment = payment_of(operation)
  if (!payment) return words.number(operation.operation_no)
  return (
    <Link className={css.payment} to={`/pay/${payment}`}>
      {open}
    </Link>
  )
}

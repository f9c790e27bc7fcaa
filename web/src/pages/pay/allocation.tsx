// Where the money went: for each contract the parts of the debt it covered, in the order in which
// it covered them, as the server stored them.
import type { AllocationLine, Payment } from '../../api/types'
import { Link } from '../../ui/address'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Cell, Row, Rows, Table } from '../../ui/table'
import { common_words } from '../../words/frame'
import { pay_words, payment_words } from '../../words/pay'
import css from './payment.module.css'

export function Allocation({ payment }: { payment: Payment }) {
  const words = useWords(payment_words)
  return (
    <Panel title={words.where_title} flush>
      <p className={`${css.why} soft small`}>
        {payment.allocation.length ? words.where_text : words.where_wait}
      </p>
      {payment.items.map((item) => (
        <OneContract
          key={item.contract_id}
          id={item.contract_id}
          number={item.contract_number}
          lines={payment.allocation.filter((line) => line.contract_id === item.contract_id)}
        />
      ))}
    </Panel>
  )
}

type Props = { id: string; number: string; lines: AllocationLine[] }

function OneContract({ id, number, lines }: Props) {
  const words = useWords(payment_words)
  const { contract, sum } = useWords(pay_words)
  const { component } = useWords(common_words)
  if (lines.length === 0) return null
  const total = lines.reduce((all, line) => all + line.amount_kopecks, 0)
  const columns = [
    { label: words.where_step },
    { label: words.where_component },
    { label: sum, number: true },
  ]
  return (
    <div className={css.contract}>
      <h3>
        <Link to={`/contracts/${id}/operations`}>{contract(number)}</Link>
      </h3>
      <Table
        caption={`${words.where_title}: ${contract(number)}`}
        columns={columns}
        fold="pair"
        foot={
          <Row>
            <Cell span={2}>{words.contract_total}</Cell>
            <Cell number>
              <Money kopecks={total} />
            </Cell>
          </Row>
        }
      >
        <Rows>
          {lines.map((line) => (
            <Row key={line.step}>
              <Cell lead>{words.steps[line.step]}</Cell>
              <Cell>
                <span className={css.part}>{component[line.component]}</span>
              </Cell>
              <Cell number>
                <Money kopecks={line.amount_kopecks} />
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </div>
  )
}

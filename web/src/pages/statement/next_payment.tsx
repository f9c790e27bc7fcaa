// The next payment: until which day, how much, on which contracts; of several, each with its part.
import type { ContractRow, ContractsOut } from '../../api/types'
import { Link } from '../../ui/address'
import { DateText } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { contracts_words, home_words } from '../../words/statement'
import css from './home.module.css'

export function NextPayment({ data }: { data: ContractsOut }) {
  const words = useWords(home_words)
  const { next_payment_on: on, next_payment_kopecks: kopecks } = data
  const paid = data.contracts.every((one) => one.state === 'paid')
  if (!on || kopecks === null || kopecks === undefined) {
    return (
      <Panel>
        <p className={css.label}>{words.no_next}</p>
        <p className="soft small">{paid ? words.no_next_paid : words.no_next_text}</p>
      </Panel>
    )
  }
  const due = data.contracts.filter((row) => row.next_payment_on === on)
  return (
    <Panel>
      <p className={css.label}>{words.next}</p>
      <p className={css.until}>
        {words.until} <DateText date={on} style="day" />
      </p>
      <p>
        <Money kopecks={kopecks} size="large" currency={due[0]?.currency} />
      </p>
      {due.length > 1 ? (
        <ul className={`${css.parts} small`}>
          {due.map((row) => (
            <li key={row.id}>
              <Why contract={row} />
              <Money kopecks={row.next_payment_kopecks ?? 0} currency={row.currency} />
            </li>
          ))}
        </ul>
      ) : (
        due[0] && (
          <p className="small">
            <Why contract={due[0]} />
          </p>
        )
      )}
    </Panel>
  )
}

function Why({ contract }: { contract: ContractRow }) {
  const { number } = useWords(contracts_words)
  return (
    <Link className={css.tall} to={`/contracts/${contract.id}?why=next_payment`}>
      {contract.product}, {number(contract.number)}
    </Link>
  )
}

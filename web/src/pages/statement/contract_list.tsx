// Contracts as short rows that lead to their cards.
import type { ContractRow } from '../../api/types'
import { Link } from '../../ui/address'
import { useWords } from '../../ui/language'
import { contracts_words, operations_words } from '../../words/statement'
import { Balance } from './balance'
import css from './home.module.css'
import { StateBadge } from './state_badge'

export function ContractList({ contracts }: { contracts: ContractRow[] }) {
  const { number } = useWords(contracts_words)
  const { title: operations } = useWords(operations_words)
  return (
    <ul className={css.contracts}>
      {contracts.map((contract) => (
        <li key={contract.id}>
          <div className={css.contract}>
            <Link className={css.product} to={`/contracts/${contract.id}`}>
              {contract.product}
            </Link>
            <p className="soft small">
              {number(contract.number)} · {contract.creditor}
            </p>
            <p className="small">
              <Link className={css.tall} to={`/contracts/${contract.id}/operations`}>
                {operations}
                <span className="hidden">: {number(contract.number)}</span>
              </Link>
            </p>
          </div>
          <div className={css.sum}>
            <Balance kopecks={contract.outstanding_kopecks} currency={contract.currency} />
            <StateBadge state={contract.state} />
          </div>
        </li>
      ))}
    </ul>
  )
}

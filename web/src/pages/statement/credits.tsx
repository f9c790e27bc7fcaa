// The last payments of a contract, from any source, as what they are for the debt: less of it.
import { useQuery } from '@tanstack/react-query'
import { latest_operations_query } from '../../api/queries'
import type { ContractOut, Operation } from '../../api/types'
import { Link } from '../../ui/address'
import { BoneList } from '../../ui/bone'
import { DateText } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { pay_link_words } from '../../words/pay_link'
import css from './home.module.css'
import pay_css from './pay_choices.module.css'
import { payment_of } from './payment_of'
import { useTold } from './told'

const COUNT = 3

export function Credits({ contract }: { contract: ContractOut }) {
  const words = useWords(pay_link_words)
  const query = useQuery(latest_operations_query(contract.id, COUNT, 'payment'))
  const all = (
    <Link to={`/contracts/${contract.id}/operations?kind=payment`}>{words.all_payments}</Link>
  )
  return (
    <Panel title={words.latest_credits} aside={all}>
      <Loaded query={query} skeleton={<BoneList count={COUNT} height={44} />}>
        {({ operations }) => (
          <ul className={css.latest}>
            {operations.length === 0 && <li className="soft">{words.no_credits}</li>}
            {operations.map((operation) => (
              <Credit
                key={operation.operation_no}
                operation={operation}
                currency={contract.currency}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}

function Credit({ operation, currency }: { operation: Operation; currency: string }) {
  const payment = payment_of(operation)
  const name = useTold()(operation)
  return (
    <li>
      <div>
        <p>{payment ? <Link to={`/pay/${payment}`}>{name}</Link> : name}</p>
        <p className="soft small">
          <DateText date={operation.posted_on} style="day" />
        </p>
      </div>
      <span className={operation.effect_kopecks < 0 ? pay_css.credit : ''}>
        <Money kopecks={operation.effect_kopecks} signed currency={currency} />
      </span>
    </li>
  )
}

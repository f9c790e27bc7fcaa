// The last three operations, for a client of one contract; the rest is one step away.
import { useQuery } from '@tanstack/react-query'
import { latest_operations_query } from '../../api/queries'
import type { ContractRow } from '../../api/types'
import { Link } from '../../ui/address'
import { BoneList } from '../../ui/bone'
import { DateText } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { home_words } from '../../words/statement'
import css from './home.module.css'
import { useTold } from './told'

const COUNT = 3

export function LatestOperations({ contract }: { contract: ContractRow }) {
  const words = useWords(home_words)
  const told = useTold()
  const query = useQuery(latest_operations_query(contract.id, COUNT))
  const all = <Link to={`/contracts/${contract.id}/operations`}>{words.all_operations}</Link>
  return (
    <Panel title={words.latest} aside={all}>
      <Loaded query={query} skeleton={<BoneList count={COUNT} height={44} />}>
        {(data) => (
          <ul className={css.latest}>
            {data.operations.length === 0 && <li className="soft">{words.no_operations}</li>}
            {data.operations.map((operation) => (
              <li key={operation.operation_no}>
                <div>
                  <p>{told(operation)}</p>
                  <p className="soft small">
                    <DateText date={operation.posted_on} style="day" />
                  </p>
                </div>
                <Money kopecks={operation.effect_kopecks} signed currency={contract.currency} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}

// K2: all contracts, searched and filtered in the browser: a person has few.
import { useQuery } from '@tanstack/react-query'
import { contracts_query } from '../../api/queries'
import type { ContractRow, ContractsOut, ContractState } from '../../api/types'
import { Link, useSearchParams } from '../../ui/address'
import { BoneList } from '../../ui/bone'
import { DateText } from '../../ui/date'
import { Field } from '../../ui/field'
import { Freshness } from '../../ui/freshness'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { Cell, Row, Rows, Table } from '../../ui/table'
import { contracts_words, home_words } from '../../words/statement'
import { Balance } from './balance'
import css from './contracts.module.css'
import { StateBadge } from './state_badge'

const states = ['all', 'overdue', 'active', 'paid'] as const
type Shown = 'all' | ContractState

export default function ContractsPage() {
  const words = useWords(contracts_words)
  const query = useQuery(contracts_query)
  return (
    <div className="stack">
      <PageTitle text={words.title} />
      <Loaded query={query} skeleton={<BoneList count={3} height={112} />}>
        {(data) => <Contracts data={data} />}
      </Loaded>
    </div>
  )
}

function Contracts({ data }: { data: ContractsOut }) {
  const words = useWords(contracts_words)
  const home = useWords(home_words)
  const [search, set_search] = useSearchParams()
  const text = search.get('q') ?? ''
  const shown = (states.find((state) => state === search.get('state')) ?? 'all') as Shown
  const set = (name: string, value: string) =>
    set_search(
      (before) => {
        if (value && value !== 'all') before.set(name, value)
        else before.delete(name)
        return before
      },
      { replace: true },
    )
  if (data.contracts.length === 0) {
    return (
      <Notice tone="plain" title={home.empty_title}>
        {home.empty_text}
      </Notice>
    )
  }
  const found = data.contracts.filter((contract) => fits(contract, text, shown))
  return (
    <>
      <div className={`${css.tools} no_print`}>
        <Field
          id="search"
          type="search"
          label={words.search}
          value={text}
          onChange={(value) => set('q', value)}
          autoComplete="off"
        />
        <fieldset className={css.states}>
          <legend className="hidden">{words.states}</legend>
          {states.map((state) => (
            <label key={state}>
              <input
                type="radio"
                name="state"
                checked={shown === state}
                onChange={() => set('state', state)}
              />
              <span>{words[state]}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <p role="status" className="hidden">
        {words.found(found.length)}
      </p>
      {found.length ? (
        <Panel flush>
          <ContractTable contracts={found} />
        </Panel>
      ) : (
        <Notice tone="plain" title={words.none}>
          <p className="soft">{words.none_text}</p>
          <button type="button" className="link_button" onClick={() => set_search({})}>
            {words.reset}
          </button>
        </Notice>
      )}
      <Freshness stamp={data} />
    </>
  )
}

function ContractTable({ contracts }: { contracts: ContractRow[] }) {
  const words = useWords(contracts_words)
  const columns = [
    { label: words.contract },
    { label: words.creditor },
    { label: words.state },
    { label: words.next, number: true },
    { label: words.owed, number: true },
  ]
  return (
    <Table caption={words.title} columns={columns}>
      <Rows>
        {contracts.map((contract) => (
          <Row key={contract.id}>
            <Cell lead>
              <Link className={css.name} to={`/contracts/${contract.id}`}>
                {contract.product}
              </Link>
              <span className={`${css.no} soft small`}>{words.number(contract.number)}</span>
            </Cell>
            <Cell label={words.creditor}>{contract.creditor}</Cell>
            <Cell label={words.state}>
              <StateBadge state={contract.state} />
            </Cell>
            <Cell label={words.next} number>
              <Next contract={contract} />
            </Cell>
            <Cell label={words.owed} number>
              <span className={css.owed}>
                <Balance kopecks={contract.outstanding_kopecks} currency={contract.currency} />
                {contract.overdue_kopecks > 0 && (
                  <span className={css.late}>
                    {words.overdue_part}{' '}
                    <Money kopecks={contract.overdue_kopecks} currency={contract.currency} />
                  </span>
                )}
              </span>
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  )
}

function Next({ contract }: { contract: ContractRow }) {
  const { next_payment_on: on, next_payment_kopecks: kopecks, currency } = contract
  if (!on || kopecks === null || kopecks === undefined) return <span className="soft">—</span>
  return (
    <span className={css.owed}>
      <Money kopecks={kopecks} currency={currency} />
      <span className="soft small">
        <DateText date={on} style="day" />
      </span>
    </span>
  )
}

export function fits(contract: ContractRow, text: string, shown: Shown): boolean {
  if (shown !== 'all' && contract.state !== shown) return false
  const hay = `${contract.number} ${contract.creditor} ${contract.product}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

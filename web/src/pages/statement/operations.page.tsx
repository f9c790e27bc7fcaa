// K4: the operations of one contract: filters, export, more on demand, new ones by themselves.
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { contracts_query, operations_query } from '../../api/queries'
import type { OperationsOut } from '../../api/types'
import { useParams, useSearchParams } from '../../ui/address'
import { BackLink } from '../../ui/back_link'
import { BoneList } from '../../ui/bone'
import { Freshness } from '../../ui/freshness'
import { useWords } from '../../ui/language'
import { useLiveState } from '../../ui/live_context'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { operations_words } from '../../words/statement'
import { Exports } from './exports'
import { Filters } from './filters'
import { useFreshRows } from './fresh_rows'
import { draft_of, filters_of, search_of } from './operation_filters'
import css from './operations.module.css'
import { OperationsTable } from './operations_table'

export default function OperationsPage() {
  const words = useWords(operations_words)
  const { id = '' } = useParams<{ id: string }>()
  const [search, set_search] = useSearchParams()
  const applied = draft_of(search)
  const filters = filters_of(applied)
  const query = useInfiniteQuery(operations_query(id, filters))
  const { data: list } = useQuery(contracts_query)
  const contract = list?.contracts.find((row) => row.id === id)
  const live = useLiveState()
  return (
    <div className="stack">
      {list && !contract ? (
        <BackLink to="/contracts" text={words.back} />
      ) : (
        <BackLink to={`/contracts/${id}`} text={contract ? words.of(contract.number) : '\u00a0'} />
      )}
      <div className={css.head}>
        <PageTitle text={words.title} />
        {query.data && (
          <>
            <p className={css.live} data-live={live === 'live'}>
              {live === 'live' ? words.live : words.polling}
            </p>
            <Exports key={search.toString()} id={id} filters={filters} />
          </>
        )}
      </div>
      <Filters
        key={search.toString()}
        applied={applied}
        onApply={(draft) => set_search(search_of(draft))}
      />
      <Loaded query={query} skeleton={<BoneList count={6} height={72} />}>
        {(data) => (
          <List
            pages={data.pages}
            list={`${id} ${search.toString()}`}
            filtered={Object.keys(filters).length > 0}
            currency={contract?.currency}
            more={query.hasNextPage ? () => void query.fetchNextPage() : null}
            busy={query.isFetchingNextPage}
          />
        )}
      </Loaded>
    </div>
  )
}

type ListProps = {
  pages: OperationsOut[]
  list: string
  filtered: boolean
  currency?: string
  more: (() => void) | null
  busy: boolean
}

function List({ pages, list, filtered, currency, more, busy }: ListProps) {
  const words = useWords(operations_words)
  const operations = useMemo(() => pages.flatMap((page) => page.operations), [pages])
  const fresh = useFreshRows(operations, list)
  const [first] = pages
  return (
    <>
      <p role="status" className="hidden">
        {fresh.size > 0 ? words.came(fresh.size) : ''}
      </p>
      {operations.length === 0 ? (
        <Notice tone="plain" title={filtered ? words.none : words.empty}>
          <p className="soft">{filtered ? words.none_text : words.empty_text}</p>
        </Notice>
      ) : (
        <Panel flush>
          <OperationsTable operations={operations} fresh={fresh} currency={currency} />
        </Panel>
      )}
      <div className={css.foot}>
        {more && (
          <Button variant="default" className="no_print" onClick={more} loading={busy}>
            {words.more}
          </Button>
        )}
        {operations.length > 0 && (
          <p className="soft small" role="status">
            {more ? words.shown(operations.length) : words.all_shown(operations.length)}
          </p>
        )}
        {first && <Freshness stamp={first} />}
      </div>
    </>
  )
}

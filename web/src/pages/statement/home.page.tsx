// K1: one answer to "what do I owe, by when, what can I do". It adds nothing up by itself: every
// figure comes from the server with its time and source.
import { useQuery } from '@tanstack/react-query'
import { contracts_query, session_query } from '../../api/queries'
import type { ContractsOut } from '../../api/types'
import { Bone } from '../../ui/bone'
import { Freshness } from '../../ui/freshness'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { home_words } from '../../words/statement'
import { Actions } from './actions'
import { ContractList } from './contract_list'
import css from './home.module.css'
import { LastPayment } from './last_payment'
import { LatestOperations } from './latest_operations'
import { NextPayment } from './next_payment'
import { OverdueNotice } from './overdue_notice'
import { PayChoices } from './pay_choices'

export default function HomePage() {
  const words = useWords(home_words)
  const { data: session } = useQuery(session_query)
  const query = useQuery(contracts_query)
  return (
    <div className="stack">
      <div className={css.hello}>
        <PageTitle text={words.title}>
          {session ? words.hello(session.name) : words.title}
        </PageTitle>
      </div>
      <Loaded query={query} skeleton={<HomeBones />}>
        {(data) => (data.contracts.length ? <Home data={data} /> : <NoContracts />)}
      </Loaded>
    </div>
  )
}

function Home({ data }: { data: ContractsOut }) {
  const words = useWords(home_words)
  const [first] = data.contracts
  const only = data.contracts.length === 1 ? first : undefined
  return (
    <div className={css.grid}>
      <div className={css.main}>
        <Panel>
          <Owed data={data} />
        </Panel>
        <div className={css.next_on_phone}>
          <NextPayment data={data} />
        </div>
        <Panel title={words.contracts} flush>
          <ContractList contracts={data.contracts} />
        </Panel>
        {only && <LatestOperations contract={only} />}
      </div>
      <div className={css.side}>
        <div className={css.next_on_desk}>
          <NextPayment data={data} />
        </div>
        <LastPayment />
        <Actions only={only} />
      </div>
    </div>
  )
}

function Owed({ data }: { data: ContractsOut }) {
  const words = useWords(home_words)
  const owed = data.total_outstanding_kopecks
  return (
    <div className={css.owed}>
      <p className={css.label}>
        {owed > 0 ? words.owe : words.nothing_owed}
        {owed > 0 && data.contracts.length > 1 && ` ${words.in_contracts(data.contracts.length)}`}
      </p>
      <p>
        <Money kopecks={Math.max(0, owed)} size="hero" currency={data.contracts[0]?.currency} />
      </p>
      <Freshness stamp={data} />
      <OverdueNotice data={data} />
      <PayChoices />
    </div>
  )
}

function NoContracts() {
  const words = useWords(home_words)
  return (
    <Notice tone="plain" title={words.empty_title}>
      <p className="soft">{words.empty_text}</p>
    </Notice>
  )
}

function HomeBones() {
  return (
    <div className={css.grid}>
      <div className={css.main}>
        <Bone height={188} />
        <Bone height={160} />
      </div>
      <div className={css.side}>
        <Bone height={188} />
        <Bone height={260} />
      </div>
    </div>
  )
}

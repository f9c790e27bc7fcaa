// K3: one contract. What it is made of, why each number is what it is, its schedule and history.
// Which explanation is open stands in the address, so that "back" closes it and a link opens it.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { contract_query } from '../../api/queries'
import type { ContractOut, FigureName } from '../../api/types'
import { Link, useParams, useSearchParams } from '../../ui/address'
import { BackLink } from '../../ui/back_link'
import { Bone } from '../../ui/bone'
import { CopyButton } from '../../ui/copy_button'
import { Freshness } from '../../ui/freshness'
import { Icon } from '../../ui/icon'
import { useLanguage, useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { money_plain } from '../../ui/money_text'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { pay_link_words } from '../../words/pay_link'
import { contract_words, explain_words } from '../../words/statement'
import { Breakdown } from './breakdown'
import css from './contract.module.css'
import { Credits } from './credits'
import { DebtOverTime } from './debt_over_time'
import { Due } from './due'
import { Explain } from './explain'
import { SchedulePanel } from './schedule'
import { StateBadge } from './state_badge'
import { Terms } from './terms'
import { WhyButton } from './why_button'

export default function ContractPage() {
  const words = useWords(contract_words)
  const { id = '' } = useParams<{ id: string }>()
  const query = useQuery(contract_query(id))
  const [search, set_search] = useSearchParams()
  const { figures } = useWords(explain_words)
  const why = search.get('why')
  const open = why && why in figures ? (why as FigureName) : null

  return (
    <div className="stack">
      <BackLink to="/contracts" text={words.back} />
      {!query.data && <PageTitle text={words.title} />}
      <Loaded query={query} skeleton={<ContractBones />}>
        {(contract) => <Card contract={contract} onWhy={(figure) => set_search({ why: figure })} />}
      </Loaded>
      {open && (
        <Explain
          contract_id={id}
          currency={query.data?.currency}
          figure={open}
          onClose={() => set_search({}, { replace: true })}
        />
      )}
    </div>
  )
}

type CardProps = { contract: ContractOut; onWhy: (figure: FigureName) => void }

function Card({ contract, onWhy }: CardProps) {
  const words = useWords(contract_words)
  const pay = useWords(pay_link_words)
  const { language } = useLanguage()
  useEffect(() => {
    if (location.hash === '#schedule') document.getElementById('schedule')?.scrollIntoView()
  }, [])
  return (
    <>
      <div className={css.title}>
        <PageTitle text={contract.product} />
        <StateBadge state={contract.state} />
        <p className={`${css.number} soft`}>
          {words.number} <span className="number">{contract.number}</span>
          <CopyButton text={contract.number} label={words.number} />
        </p>
      </div>
      <div className={css.grid}>
        <div className={css.column}>
          <Panel>
            <p className="soft">
              {contract.outstanding_kopecks < 0 ? words.overpaid : words.outstanding}
            </p>
            <p className={css.hero}>
              <Money
                kopecks={Math.abs(contract.outstanding_kopecks)}
                currency={contract.currency}
                size="hero"
              />
              <CopyButton
                text={money_plain(Math.abs(contract.outstanding_kopecks), language)}
                label={words.outstanding}
              />
            </p>
            {contract.outstanding_kopecks < 0 && <p className="soft">{pay.credit_text}</p>}
            <Freshness stamp={contract} />
            <WhyButton figure="outstanding" text={words.why} onWhy={onWhy} />
          </Panel>
          <Breakdown contract={contract} onWhy={onWhy} />
          <Credits contract={contract} />
        </div>
        <div className={css.column}>
          <Due contract={contract} onWhy={onWhy} />
          <Terms contract={contract} />
          <Link className={css.operations} to={`/contracts/${contract.id}/operations`}>
            {words.operations}
            <Icon name="next" size={18} />
          </Link>
        </div>
      </div>
      <Panel title={words.chart}>
        <DebtOverTime points={contract.debt_over_time} currency={contract.currency} />
      </Panel>
      <div id="schedule">
        <SchedulePanel contract={contract} />
      </div>
    </>
  )
}

function ContractBones() {
  return (
    <>
      <Bone height={28} width="320px" />
      <div className={css.grid}>
        <div className={css.column}>
          <Bone height={190} />
          <Bone height={260} />
        </div>
        <div className={css.column}>
          <Bone height={190} />
          <Bone height={260} />
        </div>
      </div>
      <Bone height={340} />
    </>
  )
}

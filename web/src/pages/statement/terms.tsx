// The contract's own terms, as they were passed to us.
import type { ReactNode } from 'react'
import type { ContractOut } from '../../api/types'
import { DateText } from '../../ui/date'
import { useLanguage, useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { percent_text } from '../../ui/percent_text'
import { contract_words } from '../../words/statement'
import css from './contract.module.css'

export function Terms({ contract }: { contract: ContractOut }) {
  const words = useWords(contract_words)
  const { language } = useLanguage()
  return (
    <Panel title={words.terms}>
      <dl className={css.terms}>
        <Term name={words.creditor}>{contract.creditor}</Term>
        <Term name={words.sum}>
          <Money kopecks={contract.principal_sum_kopecks} currency={contract.currency} />
        </Term>
        <Term name={words.rate}>
          <span className="number">{percent_text(contract.annual_rate_percent, language)}</span>
        </Term>
        <Term name={words.opened}>
          <DateText date={contract.opened_on} />
        </Term>
        <Term name={words.due}>
          {contract.due_on ? <DateText date={contract.due_on} /> : words.no_due}
        </Term>
      </dl>
    </Panel>
  )
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

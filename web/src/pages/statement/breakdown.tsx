// The debt by component, with each part's share drawn as a bar; every sum can be asked "why".
import type { Component, ContractOut, FigureName } from '../../api/types'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { common_words } from '../../words/frame'
import { contract_words } from '../../words/statement'
import css from './contract.module.css'
import { WhyButton } from './why_button'

type Props = { contract: ContractOut; onWhy: (figure: FigureName) => void }

export function Breakdown({ contract, onWhy }: Props) {
  const words = useWords(contract_words)
  const { component: names } = useWords(common_words)
  const total = contract.components.reduce((sum, row) => sum + Math.max(0, row.amount_kopecks), 0)
  const share = (kopecks: number) => (total > 0 ? Math.max(0, kopecks) / total : 0)
  // A ledger brought from elsewhere keeps an overpayment inside a component; ours has a row for it.
  const is_named = contract.components.some(({ component }) => component === 'overpayment')
  return (
    <Panel title={words.made_of}>
      <div className={css.bar} aria-hidden="true">
        {contract.components.map(({ component, amount_kopecks }) => (
          <i key={component} data-part={component} style={{ flexGrow: share(amount_kopecks) }} />
        ))}
      </div>
      <ul className={css.parts}>
        {contract.components.map(({ component, amount_kopecks }) => (
          <Part
            key={component}
            component={component}
            name={names[component]}
            kopecks={amount_kopecks}
            currency={contract.currency}
            onWhy={onWhy}
          />
        ))}
        {contract.overpayment_kopecks > 0 && !is_named && (
          <li>
            <span>{words.overpaid}</span>
            <Money kopecks={contract.overpayment_kopecks} currency={contract.currency} />
          </li>
        )}
      </ul>
    </Panel>
  )
}

type PartProps = {
  component: Component
  name: string
  kopecks: number
  currency: string
  onWhy: (figure: FigureName) => void
}

function Part({ component, name, kopecks, currency, onWhy }: PartProps) {
  return (
    <li>
      <span className={css.part} data-part={component}>
        {name}
      </span>
      <Money kopecks={kopecks} currency={currency} />
      <WhyButton figure={component} onWhy={onWhy} />
    </li>
  )
}

// What is owed, or, when more was paid than charged, the credit that stands on the contract.
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { pay_link_words } from '../../words/pay_link'
import css from './pay_choices.module.css'

export function Balance({ kopecks, currency }: { kopecks: number; currency?: string }) {
  const words = useWords(pay_link_words)
  if (kopecks >= 0) return <Money kopecks={kopecks} currency={currency} />
  return (
    <span className={css.credit}>
      <span className="small">{words.credit}</span> <Money kopecks={-kopecks} currency={currency} />
    </span>
  )
}

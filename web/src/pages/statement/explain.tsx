// "Why this number": the rule in words, what was added up, and the operations behind it.
import { useQuery } from '@tanstack/react-query'
import { explain_query } from '../../api/queries'
import type { Figure, FigureName } from '../../api/types'
import { Link } from '../../ui/address'
import { BoneList } from '../../ui/bone'
import { DateText } from '../../ui/date'
import { date_text } from '../../ui/date_text'
import { Drawer } from '../../ui/drawer'
import { Freshness } from '../../ui/freshness'
import { useLanguage, useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Money } from '../../ui/money'
import { money_text } from '../../ui/money_text'
import { common_words } from '../../words/frame'
import { explain_words } from '../../words/statement'
import css from './explain.module.css'

type Props = {
  contract_id: string
  figure: FigureName
  currency?: string
  onClose: () => void
}

export function Explain({ contract_id, figure, currency, onClose }: Props) {
  const words = useWords(explain_words)
  const query = useQuery(explain_query(contract_id))
  return (
    <Drawer title={words.figures[figure]} onClose={onClose}>
      <Loaded query={query} skeleton={<BoneList count={4} height={64} />}>
        {(data) => {
          const found = data.figures.find((row) => row.figure === figure)
          return (
            <div className={css.page}>
              {found ? <Derivation figure={found} currency={currency} /> : <p>{words.missing}</p>}
              <Freshness stamp={data} />
              <p>
                <Link to={`/contracts/${contract_id}/operations`}>{words.all}</Link>
              </p>
            </div>
          )
        }}
      </Loaded>
    </Drawer>
  )
}

function Derivation({ figure, currency }: { figure: Figure; currency?: string }) {
  const words = useWords(explain_words)
  const common = useWords(common_words)
  const { amount_kopecks: kopecks, days } = figure
  // Only the newest are listed; the sums have counted all of them.
  const earlier = figure.sums.reduce((n, sum) => n + sum.count, -figure.operations.length)
  return (
    <>
      <p className={css.result}>
        {days !== null && days !== undefined && common.days(days)}
        {kopecks !== null && kopecks !== undefined && (
          <Money kopecks={kopecks} currency={currency} size="hero" />
        )}
      </p>
      <section>
        <h3>{words.rule}</h3>
        <p>{words.by_rule[figure.rule] ?? words.rules[figure.figure] ?? words.missing}</p>
        <Parameters values={figure.parameters} currency={currency} />
      </section>
      {figure.sums.length > 0 && <Sums figure={figure} currency={currency} />}
      <section>
        <h3>{words.operations}</h3>
        {figure.operations.length === 0 && <p className="soft">{words.no_operations}</p>}
        <ul className={css.list}>
          {figure.operations.map((operation) => (
            <li key={operation.operation_no}>
              <span>
                {common.kind[operation.kind]}
                <span className={css.under}>
                  <DateText date={operation.posted_on} style="short" /> · {operation.operation_no}
                </span>
              </span>
              <Money kopecks={operation.effect_kopecks} signed currency={currency} />
            </li>
          ))}
        </ul>
        {earlier > 0 && <p className="soft">{words.earlier(earlier)}</p>}
      </section>
    </>
  )
}

function Sums({ figure, currency }: { figure: Figure; currency?: string }) {
  const words = useWords(explain_words)
  const common = useWords(common_words)
  return (
    <section>
      <h3>{words.sums}</h3>
      <ul className={css.list}>
        {figure.sums.map((sum) => {
          return (
            <li key={`${sum.kind} ${sum.component}`}>
              <span>
                {common.kind[sum.kind]}
                <span className={css.under}>
                  {common.component[sum.component]} · {words.count(sum.count)}
                </span>
              </span>
              <Money kopecks={sum.amount_kopecks} signed currency={currency} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Parameters({ values, currency }: { values: Figure['parameters']; currency?: string }) {
  const words = useWords(explain_words)
  const { language } = useLanguage()
  const text = (name: string, value: unknown) => {
    if (typeof value === 'number' && name.endsWith('_kopecks')) {
      return money_text(value, language, currency)
    }
    const plain = String(value)
    return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? date_text(plain, language) : plain
  }
  const known = Object.entries(values).flatMap(([name, value]) => {
    const label = words.parameters[name]
    return label && value !== null && !(name.startsWith('earlier_') && value === 0)
      ? [{ label, value: text(name, value) }]
      : []
  })
  if (known.length === 0) return null
  return (
    <dl className={css.parameters}>
      {known.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

// How: each way with its fee for this very sum, before anything is confirmed.
import { bound_of, fee_of } from '../../api/payable'
import type { PayMethod } from '../../api/types'
import { useLanguage, useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { limit_text } from '../../ui/money_text'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { percent_text } from '../../ui/percent_text'
import { pay_words } from '../../words/pay'
import type { MethodName } from './draft'
import css from './pay.module.css'

type Props = {
  methods: PayMethod[]
  chosen: MethodName | null
  kopecks: number
  onChoose: (name: MethodName) => void
}

export function MethodChoice({ methods, chosen, kopecks, onChoose }: Props) {
  const words = useWords(pay_words)
  return (
    <Panel title={words.how} flush>
      <fieldset className={css.rows}>
        <legend className="hidden">{words.how}</legend>
        {methods.map((method, at) => (
          <label key={method.method} className={css.option}>
            <input
              id={at === 0 ? 'method' : undefined}
              type="radio"
              name="method"
              checked={chosen === method.method}
              onChange={() => onChoose(method.method)}
            />
            <Way method={method} kopecks={kopecks} />
          </label>
        ))}
      </fieldset>
    </Panel>
  )
}

function Way({ method, kopecks }: { method: PayMethod; kopecks: number }) {
  const words = useWords(pay_words)
  const { language } = useLanguage()
  const text = (sum: number) => limit_text(sum, language)
  const fee = fee_of(kopecks, method)
  const outside = kopecks > 0 && bound_of(kopecks, method) !== null
  return (
    <span className={css.about}>
      <span>
        <span className={css.lead}>{words.method[method.method]}</span>
        <span className={`${css.under} soft small`}>{words.method_text[method.method]}</span>
        <span className={`${css.under} small ${outside ? css.late : 'soft'}`}>
          <FeeRule method={method} />, {words.bounds(text(method.min_kopecks), text(method.max_kopecks))}
        </span>
      </span>
      {fee > 0 && (
        <span className={css.debts}>
          <span>
            <span className="hidden">{words.fee} </span>+ <Money kopecks={fee} />
          </span>
        </span>
      )}
    </span>
  )
}

function FeeRule({ method }: { method: PayMethod }) {
  const words = useWords(pay_words)
  const { language } = useLanguage()
  if (!/[1-9]/.test(method.fee_percent)) return words.no_fee
  const percent = percent_text(method.fee_percent, language)
  return method.fee_min_kopecks > 0
    ? words.fee_least(percent, limit_text(method.fee_min_kopecks, language))
    : words.fee_rule(percent)
}

export function NoMethods() {
  const words = useWords(pay_words)
  return (
    <Notice tone="warn" title={words.no_methods}>
      <p>{words.no_methods_text}</p>
    </Notice>
  )
}

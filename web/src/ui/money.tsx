// A sum of money. Kopecks are quieter than roubles, so that the eye reads the size first; the
// text stays one piece for screen readers and for copying.
import { useLanguage } from './language'
import { money_parts } from './money_text'
import css from './money.module.css'

type Props = {
  kopecks: number
  currency?: string
  signed?: boolean
  size?: 'text' | 'large' | 'hero'
}

export function Money({ kopecks, currency, signed = false, size = 'text' }: Props) {
  const { language } = useLanguage()
  const { whole, cents, sign } = money_parts(kopecks, language, currency)
  const plus = signed && kopecks > 0 ? '+' : ''
  return (
    <data className={`number ${css[size]}`} value={(kopecks / 100).toFixed(2)}>
      {plus + whole}
      <span className={css.cents}>{cents + sign}</span>
    </data>
  )
}

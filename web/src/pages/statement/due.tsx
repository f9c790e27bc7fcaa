// What to pay, by when, and where: the overdue part first, then the next payment.
import type { ContractOut, FigureName } from '../../api/types'
import { Link } from '../../ui/address'
import { DateText } from '../../ui/date'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { common_words } from '../../words/frame'
import { pay_link_words } from '../../words/pay_link'
import { contract_words, home_words } from '../../words/statement'
import css from './contract.module.css'
import { PayChoices } from './pay_choices'
import { WhyButton } from './why_button'

type Props = { contract: ContractOut; onWhy: (figure: FigureName) => void }

export function Due({ contract, onWhy }: Props) {
  const words = useWords(contract_words)
  const home = useWords(home_words)
  const common = useWords(common_words)
  const pay = useWords(pay_link_words)
  const { next_payment_on: on, next_payment_kopecks: next, currency } = contract
  return (
    <Panel>
      {contract.overdue_kopecks > 0 && (
        <div className={css.overdue}>
          <p>{words.overdue_for(common.days(contract.overdue_days))}</p>
          <p>
            <Money kopecks={contract.overdue_kopecks} currency={currency} size="large" />
          </p>
          <WhyButton figure="overdue" text={words.why} onWhy={onWhy} />
        </div>
      )}
      {on && next !== null && next !== undefined ? (
        <div>
          <p className="soft">
            {words.next} {words.until} <DateText date={on} style="day" />
          </p>
          <p>
            <Money kopecks={next} currency={currency} size="large" />
          </p>
          <WhyButton figure="next_payment" text={words.why} onWhy={onWhy} />
        </div>
      ) : (
        <div>
          <p>{home.no_next}</p>
          <p className="soft small">{contract.state === 'paid' ? home.no_next_paid : home.no_next_text}</p>
        </div>
      )}
      <PayChoices contract_id={contract.id} />
      <Link className={css.ways} to={`/pay/details?contract=${contract.id}`}>
        {pay.details}
      </Link>
    </Panel>
  )
}

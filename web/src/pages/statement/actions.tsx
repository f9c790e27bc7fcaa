// What else a person can do now; paying has its own button.
import type { ContractRow } from '../../api/types'
import { Link } from '../../ui/address'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { Panel } from '../../ui/panel'
import { pay_link_words } from '../../words/pay_link'
import { home_words } from '../../words/statement'
import css from './home.module.css'

export function Actions({ only }: { only?: ContractRow }) {
  const words = useWords(home_words)
  const pay = useWords(pay_link_words)
  const links = only
    ? [
        { to: `/contracts/${only.id}?why=outstanding`, text: words.do_why },
        { to: `/contracts/${only.id}#schedule`, text: words.do_schedule },
        { to: `/contracts/${only.id}/operations`, text: words.do_operations },
      ]
    : [{ to: '/contracts', text: words.do_contracts }]
  const ways = [
    { to: only ? `/pay/details?contract=${only.id}` : '/pay/details', text: pay.details },
    { to: '/pay/points', text: pay.points },
  ]
  return (
    <Panel title={words.do_title} flush>
      <ul className={css.actions}>
        {[...links, ...ways].map(({ to, text }) => (
          <li key={to}>
            <Link to={to}>
              {text}
              <Icon name="next" size={18} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

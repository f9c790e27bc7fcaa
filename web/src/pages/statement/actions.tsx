// What a person can really do now. Paying here is not among it yet, and the page says so.
import type { ContractRow } from '../../api/types'
import { Link } from '../../ui/address'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { Panel } from '../../ui/panel'
import { home_words } from '../../words/statement'
import css from './home.module.css'

export function Actions({ only }: { only?: ContractRow }) {
  const words = useWords(home_words)
  const links = only
    ? [
        { to: `/contracts/${only.id}?why=outstanding`, text: words.do_why },
        { to: `/contracts/${only.id}#schedule`, text: words.do_schedule },
        { to: `/contracts/${only.id}/operations`, text: words.do_operations },
      ]
    : [{ to: '/contracts', text: words.do_contracts }]
  return (
    <Panel title={words.do_title} flush>
      <ul className={css.actions}>
        {links.map(({ to, text }) => (
          <li key={to}>
            <Link to={to}>
              {text}
              <Icon name="next" size={18} />
            </Link>
          </li>
        ))}
      </ul>
      <p className={`${css.note} soft small`}>{words.pay_note}</p>
    </Panel>
  )
}

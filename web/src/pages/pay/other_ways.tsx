// The ways that need no acquirer, with the chosen contract and sum carried along.
import { Link } from '../../ui/address'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { Panel } from '../../ui/panel'
import { pay_words } from '../../words/pay'
import type { Draft, Line } from './draft'
import css from './pay.module.css'

export function OtherWays({ draft, lines }: { draft: Draft; lines: Line[] }) {
  const words = useWords(pay_words)
  const contract = lines[0]?.contract.id ?? draft.chosen[0]
  const links = [
    {
      to: contract ? `/pay/details?contract=${contract}` : '/pay/details',
      state: { amount_kopecks: lines[0]?.kopecks ?? null },
      text: words.by_details,
    },
    { to: '/pay/points', text: words.at_points },
    { to: '/payments', text: words.history },
  ]
  return (
    <Panel title={words.other_ways} flush>
      <ul className={css.links}>
        {links.map(({ to, text, state }) => (
          <li key={to}>
            <Link to={to} state={state}>
              {text}
              <Icon name="next" size={18} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

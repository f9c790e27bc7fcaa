// The way back to the page above, first on a page; not printed.
import { Link } from './address'
import css from './back_link.module.css'
import { Icon } from './icon'

export function BackLink({ to, text }: { to: string; text: string }) {
  return (
    <Link to={to} className={`${css.back} no_print`}>
      <Icon name="back" size={18} />
      {text}
    </Link>
  )
}

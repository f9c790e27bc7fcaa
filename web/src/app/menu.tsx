// The main menu: whatever pages ask to be in it. At the bottom on a phone, in the header elsewhere.
import { common_words } from '../words/frame'
import { Link, usePath } from '../ui/address'
import { Icon } from '../ui/icon'
import { useLanguage, useWords } from '../ui/language'
import css from './frame.module.css'
import { page_routes } from './routes'

const items = page_routes
  .flatMap(({ path, menu }) => (menu ? [{ to: path, ...menu }] : []))
  .sort((a, b) => a.order - b.order)

export function Menu() {
  const words = useWords(common_words)
  const { language } = useLanguage()
  const path = usePath()
  return (
    <nav className={css.menu} aria-label={words.main_menu}>
      {items.map(({ to, icon, words: both }) => (
        <Link
          key={to}
          href={to}
          className={css.item}
          aria-current={
            path === to || (to !== '/' && path.startsWith(`${to}/`)) ? 'page' : undefined
          }
        >
          <Icon name={icon} size={22} />
          {both[language].label}
        </Link>
      ))}
    </nav>
  )
}

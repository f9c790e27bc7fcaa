// The top of every page: whose cabinet it is, language, colour scheme, and (signed in) «Выход»
// at the right, always in words.
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'
import { common_words } from '../words/frame'
import { Link } from '../ui/address'
import { Icon } from '../ui/icon'
import { useLanguage, useWords } from '../ui/language'
import { useSite } from '../ui/site_context'
import css from './header.module.css'

type Props = { menu?: ReactNode; onSignOut?: () => void }

export function Header({ menu, onSignOut }: Props) {
  const words = useWords(common_words)
  const site = useSite()
  return (
    <>
      <a className={css.skip} href="#content">
        {words.skip}
      </a>
      <header className={css.header}>
        <div className={css.bar}>
          <Link to="/" className={css.home} aria-label={words.home_link(site.name)}>
            <img src={site.logo} alt="" width={36} height={36} />
            <span className={css.name}>{site.name}</span>
          </Link>
          {menu}
          <div className={css.tools}>
            {site.languages.length > 1 && <LanguageSwitch />}
            <SchemeSwitch />
            {onSignOut && (
              <button type="button" className={css.exit} onClick={onSignOut}>
                {words.sign_out}
              </button>
            )}
          </div>
        </div>
      </header>
    </>
  )
}

function LanguageSwitch() {
  const words = useWords(common_words)
  const { language, choose } = useLanguage()
  const other = language === 'ru' ? 'en' : 'ru'
  return (
    <button type="button" className={css.tool} lang={other} onClick={() => choose(other)}>
      <span aria-hidden="true">{words.other_language_short}</span>
      <span className="hidden">{words.other_language}</span>
    </button>
  )
}

function SchemeSwitch() {
  const words = useWords(common_words)
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return (
    <button
      type="button"
      className={css.tool}
      aria-label={dark ? words.to_light : words.to_dark}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  )
}

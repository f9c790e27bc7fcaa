// The frame in front of the door: header without a menu, page, support line.
import type { ReactNode } from 'react'
import { common_words } from '../words/frame'
import { Icon } from '../ui/icon'
import { useWords } from '../ui/language'
import { useSite } from '../ui/site_context'
import css from './frame.module.css'
import { Header } from './header'

export function Door({ children }: { children: ReactNode }) {
  return (
    <div className={css.frame}>
      <Header />
      <main id="content" className={css.main}>
        {children}
      </main>
      <Footer />
    </div>
  )
}

export function Footer() {
  const words = useWords(common_words)
  const site = useSite()
  return (
    <footer className={css.footer}>
      <span>{site.name}</span>
      {site.support_phone && (
        <a className={css.support} href={`tel:${site.support_phone.replace(/[^+\d]/g, '')}`}>
          <Icon name="phone" size={18} />
          {words.support}: <span className="number">{site.support_phone}</span>
        </a>
      )}
      {site.support_email && (
        <a className={css.support} href={`mailto:${site.support_email}`}>
          {site.support_email}
        </a>
      )}
    </footer>
  )
}

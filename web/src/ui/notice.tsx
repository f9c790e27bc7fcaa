// A message in the flow of a page: good, warning, bad or plain. `urgent` interrupts a screen
// reader, so it is only for an answer to what the person has just done.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import css from './notice.module.css'

type Tone = 'good' | 'warn' | 'bad' | 'plain'
type Props = { tone: Tone; title?: string; urgent?: boolean; icon?: IconName; children?: ReactNode }

const icons: Record<Tone, IconName> = { good: 'check', warn: 'alert', bad: 'alert', plain: 'info' }

export function Notice({ tone, title, urgent = false, icon, children }: Props) {
  return (
    <div role={urgent ? 'alert' : undefined} className={`${css.notice} ${css[tone]}`}>
      <Icon name={icon ?? icons[tone]} />
      <div className={css.body}>
        {title && <p className={css.title}>{title}</p>}
        {children}
      </div>
    </div>
  )
}

// A surface with an optional heading: the main building block of a page.
import { type ReactNode, useId } from 'react'
import css from './panel.module.css'

type Props = { title?: string; aside?: ReactNode; flush?: boolean; children: ReactNode }

export function Panel({ title, aside, flush = false, children }: Props) {
  const id = useId()
  return (
    <section
      className={`${css.panel} ${flush ? css.flush : ''}`}
      aria-labelledby={title ? id : undefined}
    >
      {title && (
        <div className={css.head}>
          <h2 id={id}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}

// A side sheet on the native <dialog>: the browser keeps the focus inside, closes on Escape and
// gives the focus back. On a phone it rises from below.
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { common_words } from '../words/frame'
import css from './drawer.module.css'
import { Icon } from './icon'
import { useWords } from './language'

type Props = { title: string; onClose: () => void; children: ReactNode }

export function Drawer({ title, onClose, children }: Props) {
  const words = useWords(common_words)
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    if (dialog && !dialog.open) dialog.showModal()
  }, [])
  return (
    <dialog
      ref={box}
      className={css.drawer}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === box.current) box.current.close()
      }}
    >
      <div className={css.inner}>
        <div className={css.head}>
          <h2 id={id}>{title}</h2>
          <button
            type="button"
            className={css.close}
            aria-label={words.close}
            onClick={() => box.current?.close()}
          >
            <Icon name="cross" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}

// The list of what to correct, at the top of a form. It takes the focus when it appears, so that
// nobody has to look for the reason why nothing happened.
import { useEffect, useRef } from 'react'
import { common_words } from '../words/frame'
import { Icon } from './icon'
import { useWords } from './language'
import css from './notice.module.css'

type Props = { errors: { id: string; text: string }[]; attempt: number }

export function ErrorSummary({ errors, attempt }: Props) {
  const words = useWords(common_words)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
  }, [attempt])
  if (errors.length === 0) return null
  return (
    <div ref={box} role="alert" tabIndex={-1} className={`${css.notice} ${css.bad}`}>
      <Icon name="alert" />
      <div>
        <p className={css.title}>{words.summary_title}</p>
        <ul>
          {errors.map(({ id, text }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(id)?.focus()
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

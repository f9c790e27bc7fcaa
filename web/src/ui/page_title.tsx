// The page's one <h1>: names the tab and takes the focus after a move inside the app, as a fresh
// page would. The first page keeps the browser's own focus.
import { type ReactNode, useEffect, useRef } from 'react'
import { useSite } from './site_context'

let moves = 0

export function PageTitle({ text, children }: { text: string; children?: ReactNode }) {
  const { name } = useSite()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${text} · ${name}`
  }, [text, name])
  useEffect(() => {
    moves += 1
    if (moves > 1) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? text}
    </h1>
  )
}

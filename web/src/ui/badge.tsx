// A short state in words with a coloured dot; the colour only repeats what the word says.
import type { ReactNode } from 'react'
import css from './badge.module.css'

export type BadgeTone = 'good' | 'warn' | 'bad' | 'plain'

export function Badge({ tone, children }: { tone: BadgeTone; children: ReactNode }) {
  return <span className={`${css.badge} ${css[tone]}`}>{children}</span>
}

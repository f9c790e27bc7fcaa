// Dates (YYYY-MM-DD, no clock in them) and instants to words. A date is formatted in UTC, or
// west of Greenwich it would become the day before.
import type { Language } from '../words/words'

const locale: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' }
const styles = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long' },
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
export type DateStyle = keyof typeof styles

/** A `day` of another year names it: it would be taken for a day of this one. */
export function date_text(
  date: string,
  language: Language,
  style: DateStyle = 'long',
  now = new Date(),
) {
  const far = style === 'day' && !date.startsWith(`${now.getFullYear()}-`)
  const parts = styles[far ? 'long' : style]
  const format = new Intl.DateTimeFormat(locale[language], { ...parts, timeZone: 'UTC' })
  return format
    .format(new Date(`${date}T00:00:00Z`))
    .replace(/\s?г\.$/, '')
    .replaceAll(' ', '\u00a0')
}

/** Today only the time, another day also the date. */
export function instant_text(instant: string | number, language: Language, now = new Date()) {
  const when = new Date(instant)
  const time = new Intl.DateTimeFormat(locale[language], { hour: '2-digit', minute: '2-digit' })
  if (when.toDateString() === now.toDateString()) return time.format(when)
  const day = new Intl.DateTimeFormat(locale[language], {
    day: 'numeric',
    month: 'long',
    ...(when.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  })
  return `${day.format(when).replace(/\s?г\.$/, '')}, ${time.format(when)}`.replaceAll(
    ' ',
    '\u00a0',
  )
}

/** Day, year and time, whenever it is read. */
export function moment_text(instant: string | number, language: Language) {
  const when = new Date(instant)
  const time = new Intl.DateTimeFormat(locale[language], { hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale[language], styles.long)
  const date = day.format(when).replace(/\s?г\.$/, '')
  // A narrow place may part the day from the time, and nothing else.
  return `${date.replaceAll(' ', '\u00a0')}, ${time.format(when)}`
}

export function clock_text(seconds: number) {
  const left = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

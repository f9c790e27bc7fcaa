// A date or an instant on the screen, readable by machines too.
import { useLanguage } from './language'
import { type DateStyle, date_text, instant_text, moment_text } from './date_text'

export function DateText({ date, style = 'long' }: { date: string; style?: DateStyle }) {
  const { language } = useLanguage()
  return (
    <time className="number" dateTime={date}>
      {date_text(date, language, style)}
    </time>
  )
}

/** `whole`: with the day and year even today, for what is kept or printed. */
export function Instant({ at, whole = false }: { at: string; whole?: boolean }) {
  const { language } = useLanguage()
  return <time dateTime={at}>{whole ? moment_text(at, language) : instant_text(at, language)}</time>
}

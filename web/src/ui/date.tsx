// A date or an instant on the screen, readable by machines too.
import { useLanguage } from './language'
import { type DateStyle, date_text, instant_text } from './date_text'

export function DateText({ date, style = 'long' }: { date: string; style?: DateStyle }) {
  const { language } = useLanguage()
  return (
    <time className="number" dateTime={date}>
      {date_text(date, language, style)}
    </time>
  )
}

export function Instant({ at }: { at: string }) {
  const { language } = useLanguage()
  return <time dateTime={at}>{instant_text(at, language)}</time>
}

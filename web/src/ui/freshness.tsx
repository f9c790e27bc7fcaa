// "As of 12:40, source: …" beside figures: when the data were true and who says so.
import type { Stamp } from '../api/types'
import { common_words } from '../words/frame'
import { instant_text } from './date_text'
import { useLanguage, useWords } from './language'

export function Freshness({ stamp }: { stamp: Stamp }) {
  const words = useWords(common_words)
  const { language } = useLanguage()
  if (!stamp.as_of) return null
  const time = instant_text(stamp.as_of, language)
  // Our own words for whoever moves a debt; any other was chosen by the organisation and is shown as it is.
  const known: Record<string, string> = words.sources
  const source = stamp.source?.split(', ').map((one) => known[one] ?? one).join(', ')
  return (
    <p className="soft small">
      {source ? words.as_of(time, source) : words.as_of_bare(time)}
    </p>
  )
}

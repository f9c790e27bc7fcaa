// A share as people write it. The text is not turned into a number, which could change it.
import type { Language } from '../words/words'

/** "12.5000" becomes "12,5 %". */
export function percent_text(text: string, language: Language) {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return language === 'ru' ? `${short.replace('.', ',')}\u00a0%` : `${short}%`
}

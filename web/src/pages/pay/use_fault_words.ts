// A fault of the form as a sentence tied to the field that can mend it.
import { useLanguage, useWords } from '../../ui/language'
import { limit_text } from '../../ui/money_text'
import { pay_words } from '../../words/pay'
import type { Fault } from './draft'

export type FieldError = { id: string; text: string }

export function useFaultWords() {
  const words = useWords(pay_words)
  const { language } = useLanguage()
  return (fault: Fault): FieldError => {
    const text = () => {
      switch (fault.what) {
        case 'none':
          return fault.at === 'method' ? words.choose_method : words.choose_contract
        case 'nothing':
          return words.nothing_for
        case 'empty':
          return words.empty_sum
        case 'bad':
          return words.bad_sum
        case 'too_small':
          return words.too_small(
            words.method[fault.method.method],
            limit_text(fault.method.min_kopecks, language),
          )
        case 'too_large':
          return words.too_large(
            words.method[fault.method.method],
            limit_text(fault.method.max_kopecks, language),
          )
      }
    }
    return { id: fault.at, text: text() }
  }
}

// Kopecks to text and back. Whole numbers only: a sum of money never becomes a fraction.
import type { Language } from '../words/words'

const NBSP = '\u00a0'
const MINUS = '\u2212'
const signs: Record<string, string> = { RUB: '₽', USD: '$', EUR: '€', KZT: '₸', BYN: 'Br' }

export type MoneyParts = { whole: string; cents: string; sign: string }

export function money_parts(kopecks: number, language: Language, currency = 'RUB'): MoneyParts {
  const absolute = Math.abs(kopecks)
  const roubles = String(Math.floor(absolute / 100))
  const cents = String(absolute % 100).padStart(2, '0')
  const grouped = roubles.replace(/\B(?=(\d{3})+$)/g, language === 'ru' ? NBSP : ',')
  return {
    whole: (kopecks < 0 ? MINUS : '') + grouped,
    cents: (language === 'ru' ? ',' : '.') + cents,
    sign: NBSP + (signs[currency] ?? currency),
  }
}

export function money_text(kopecks: number, language: Language, currency = 'RUB') {
  const parts = money_parts(kopecks, language, currency)
  return parts.whole + parts.cents + parts.sign
}

/** Whole roubles, for the axis of a chart. */
export function rough_money_text(kopecks: number, language: Language, currency = 'RUB') {
  const parts = money_parts(Math.round(kopecks / 100) * 100, language, currency)
  return parts.whole + parts.sign
}

/** A round sum without its kopecks, for rules and limits. */
export function limit_text(kopecks: number, language: Language, currency = 'RUB') {
  const write = kopecks % 100 === 0 ? rough_money_text : money_text
  return write(kopecks, language, currency)
}

/** What goes into the clipboard: digits that a bank's form takes. */
export function money_plain(kopecks: number, language: Language) {
  const parts = money_parts(kopecks, language)
  return (parts.whole + parts.cents).replaceAll(MINUS, '-').replace(/[\u00a0]|,(?=\d{3})/g, '')
}

/** "1 234,5" or "1234.50" to kopecks; null for anything else. */
export function kopecks_of(text: string): number | null {
  const match = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]/g, ''))
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '0').padEnd(2, '0'))
}

// Kopecks as people write money.
import { describe, expect, it } from 'vitest'
import { kopecks_of, money_plain, money_text } from './money_text'

describe('money', () => {
  it('is grouped with no-break spaces and ends in the rouble sign in Russian', () => {
    expect(money_text(1234567, 'ru')).toBe('12\u00a0345,67\u00a0₽')
    expect(money_text(123456789012, 'ru')).toBe('1\u00a0234\u00a0567\u00a0890,12\u00a0₽')
  })
  it('is grouped with commas in English', () => {
    expect(money_text(1234567, 'en')).toBe('12,345.67\u00a0₽')
  })
  it('keeps both digits of the kopecks and a true minus', () => {
    expect(money_text(-5, 'ru')).toBe('\u22120,05\u00a0₽')
    expect(money_text(100000, 'ru')).toBe('1\u00a0000,00\u00a0₽')
  })
  it('names a currency that has no sign here by its code', () => {
    expect(money_text(100, 'ru', 'CNY')).toBe('1,00\u00a0CNY')
  })
  it('goes to the clipboard as digits that a form of a bank takes', () => {
    expect(money_plain(123456789, 'ru')).toBe('1234567,89')
    expect(money_plain(123456789, 'en')).toBe('1234567.89')
    expect(money_plain(-100050, 'ru')).toBe('-1000,50')
  })
  it('is read from what people type, and nothing else', () => {
    expect(kopecks_of('1 500,5')).toBe(150050)
    expect(kopecks_of('1500.50')).toBe(150050)
    expect(kopecks_of('0,29')).toBe(29)
    for (const bad of ['', 'abc', '1,234', '-5', '1e3', '1.2.3']) expect(kopecks_of(bad)).toBeNull()
  })
})

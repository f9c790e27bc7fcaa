// Dates and times in both languages.
import { describe, expect, it } from 'vitest'
import { clock_text, date_text, instant_text, moment_text } from './date_text'

describe('dates', () => {
  it('stay the same day whatever the time zone is', () => {
    expect(date_text('2026-11-01', 'ru', 'short')).toBe('01.11.2026')
    expect(date_text('2026-11-25', 'ru')).toBe('25\u00a0ноября\u00a02026')
  })
  it('name the year of a day that is not of this year', () => {
    const now = new Date(2026, 10, 22)
    expect(date_text('2026-11-25', 'en', 'day', now)).toBe('25\u00a0November')
    expect(date_text('2027-06-10', 'ru', 'day', now)).toBe('10\u00a0июня\u00a02027')
    expect(date_text('2025-06-10', 'en', 'day', now)).toBe('10\u00a0June\u00a02025')
  })
  it('show only the time of an instant of today, and the day of an older one', () => {
    const now = new Date(2026, 10, 22, 15, 0)
    expect(instant_text(new Date(2026, 10, 22, 12, 40).getTime(), 'ru', now)).toBe('12:40')
    expect(instant_text(new Date(2026, 10, 21, 9, 5).getTime(), 'ru', now)).toBe(
      '21\u00a0ноября,\u00a009:05',
    )
  })
  it('show day, year and time of what is kept, whenever it is read', () => {
    const at = new Date(2026, 10, 22, 12, 40).getTime()
    expect(moment_text(at, 'ru')).toBe('22\u00a0ноября\u00a02026, 12:40')
  })
  it('count down in minutes and never below zero', () => {
    expect([clock_text(180), clock_text(61.2), clock_text(5), clock_text(-3)]).toEqual([
      '3:00',
      '1:02',
      '0:05',
      '0:00',
    ])
  })
})

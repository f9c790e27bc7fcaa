// Every word stands in both languages.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { told_words } from './statement'
import { en_count, ru_count } from './words'

type Page = Record<string, { ru: object; en: object }>
const files = import.meta.glob<Page>('./*.ts', { eager: true })
const pairs = Object.entries(files)
  .filter(([name]) => !/words(\.test)?\.ts$/.test(name))
  .flatMap(([name, page]) =>
    Object.entries(page).map(([key, both]) => ({ name: `${name} ${key}`, both })),
  )

const shape = (words: unknown): unknown =>
  words !== null && typeof words === 'object'
    ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shape(value)]))
    : typeof words

const sentences = (words: unknown): string[] =>
  typeof words === 'string'
    ? [words]
    : words !== null && typeof words === 'object'
      ? Object.values(words).flatMap(sentences)
      : []

describe('words', () => {
  it('are found in more than five files', () => {
    expect(pairs.length).toBeGreaterThan(5)
  })
  it.each(pairs)('say the same things in both languages: $name', ({ both }) => {
    expect(shape(both.en)).toEqual(shape(both.ru))
  })
  it.each(pairs)(
    'leave no sentence empty and no English one in Russian letters: $name',
    ({ both }) => {
      for (const text of [...sentences(both.ru), ...sentences(both.en)])
        expect(text.trim()).not.toBe('')
      const letters = sentences(both.en).filter(
        (text) => /[а-яё]/i.test(text) && !['Русский', 'РУ'].includes(text),
      )
      expect(letters).toEqual([])
    },
  )
  // The portal's own operations are described in SQL, in Russian: each has its English words.
  it('name in English whatever the database says of a payment', () => {
    const folder = '../sql/api/system/'
    const names = readdirSync(folder).filter((name) => name.startsWith('payment_'))
    const texts = names.map((name) => readFileSync(folder + name, 'utf8'))
    const said = texts.flatMap((text) => text.match(/'[А-ЯЁ][^'\n]*'/g) ?? [])
    const told = said.map((text) => text.slice(1, -1)).filter((text) => !text.endsWith('№ '))
    expect(told.length).toBeGreaterThan(4)
    expect(Object.keys(told_words.en.own).sort()).toEqual([...new Set(told)].sort())
  })
  it('count in the three forms of Russian and the two of English', () => {
    const days = [1, 2, 5, 11, 21, 112].map((n) =>
      ru_count(n, 'день', 'дня', 'дней').replace('\u00a0', ' '),
    )
    expect(days).toEqual(['1 день', '2 дня', '5 дней', '11 дней', '21 день', '112 дней'])
    expect(en_count(1, 'day', 'days')).toBe('1\u00a0day')
  })
})

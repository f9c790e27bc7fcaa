// How words are written down: Russian first, English of exactly the same shape, so that a missing
// sentence does not compile. Counting forms stand here because every page needs them.
export type Language = 'ru' | 'en'
export type Both<T> = Record<Language, T>

export function both<T extends object>(ru: T, en: NoInfer<T>): Both<T> {
  return { ru, en }
}

const russian = new Intl.PluralRules('ru')

/** "1 день", "2 дня", "5 дней": the number with its word, joined by a no-break space. */
export function ru_count(count: number, one: string, few: string, many: string) {
  const form = russian.select(count)
  return `${count}\u00a0${form === 'one' ? one : form === 'few' ? few : many}`
}

export function en_count(count: number, one: string, other: string) {
  return `${count}\u00a0${count === 1 ? one : other}`
}

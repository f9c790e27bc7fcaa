// The chosen language and the words in it. The choice is kept on the device; it says nothing
// about the person.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Both, Language } from '../words/words'
import { keep, kept } from './kept'

type Choice = { language: Language; choose: (language: Language) => void; chosen: boolean }
const LanguageContext = createContext<Choice>({
  language: 'ru',
  choose: () => undefined,
  chosen: false,
})

const is_language = (text: string | null | undefined): text is Language =>
  text === 'ru' || text === 'en'

export function LanguageProvider({
  initial,
  children,
}: {
  initial?: Language
  children: ReactNode
}) {
  const [wish, set_wish] = useState<Language | null>(() => {
    const before = kept('language')
    return initial ?? (is_language(before) ? before : null)
  })
  const language = wish ?? (navigator.language.startsWith('en') ? 'en' : 'ru')
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const value = useMemo(
    () => ({
      language,
      chosen: wish !== null,
      choose: (next: Language) => {
        keep('language', next)
        set_wish(next)
      },
    }),
    [language, wish],
  )
  return <LanguageContext.Provider value={value}>{children}</LanguageContext.Provider>
}

export const useLanguage = () => useContext(LanguageContext)
export const useWords = <T,>(words: Both<T>): T => words[useLanguage().language]

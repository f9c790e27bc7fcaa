// The organisation's settings for everything that is drawn.
import { createContext, useContext } from 'react'
import { plain_site, type Site } from '../api/site'
import { useLanguage } from './language'

export const SiteContext = createContext<Site>(plain_site)

export function useSite() {
  const { organisation, languages } = useContext(SiteContext)
  const { language } = useLanguage()
  const name = organisation.name[language] ?? Object.values(organisation.name)[0] ?? ''
  return { ...organisation, name, languages }
}

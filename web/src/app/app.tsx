// The frame: language, look, address. Which pages there are is found by folder in routes.tsx.
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import type { Site } from '../api/site'
import { LanguageProvider } from '../ui/language'
import { SiteContext } from '../ui/site_context'
import { Crash } from './crash'
import { Pages } from './routes'
import { theme } from './theme'

const schemes = localStorageColorSchemeManager({ key: 'kabinet.scheme' })

export function App({ site }: { site: Site }) {
  return (
    <SiteContext value={site}>
      <LanguageProvider>
        <MantineProvider
          theme={theme}
          colorSchemeManager={schemes}
          defaultColorScheme="auto"
          withCssVariables={false}
          withGlobalClasses={false}
        >
          <Crash>
            <Pages />
          </Crash>
        </MantineProvider>
      </LanguageProvider>
    </SiteContext>
  )
}

// The signed-in frame: asks who is here, keeps the data of this visit, listens for changes, warns
// before the session ends. Leaving it drops every figure from memory; how the session is ended then
// stands in leaving.tsx, which comes with this file so that it is at hand without a network.
import {
  MutationCache,
  onlineManager,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { Offline, Refused } from '../api/client'
import { session_query } from '../api/queries'
import { common_words } from '../words/frame'
import { go } from '../ui/address'
import { keep } from '../ui/kept'
import { useLanguage, useWords } from '../ui/language'
import { want_to_leave } from '../ui/leaving'
import { LiveContext } from '../ui/live_context'
import { Notice } from '../ui/notice'
import { Footer } from './door'
import css from './frame.module.css'
import { Header } from './header'
import { IdleWarning } from './idle'
import { leave } from './leave'
import { useLive } from './live'
import { Menu } from './menu'

export { Leaving } from './leaving'

export default function Cabinet({ children }: { children: ReactNode }) {
  const [client] = useState(() => make_client(() => leave('ended')))
  return (
    <QueryClientProvider client={client}>
      <Frame>{children}</Frame>
    </QueryClientProvider>
  )
}

const watch_online = (changed: () => void) => onlineManager.subscribe(changed)

function Frame({ children }: { children: ReactNode }) {
  const words = useWords(common_words)
  const { chosen, choose } = useLanguage()
  const { data: session } = useQuery(session_query)
  const online = useSyncExternalStore(watch_online, () => onlineManager.isOnline())
  const live = useLive(session !== undefined)

  useEffect(() => {
    if (session) keep('inside', 'yes')
    if (session?.level === 'activation') go('/activate', { state: { step: 'password' } })
    // Russian is what a client has who never chose; then the browser's language says more.
    if (session?.language === 'en' && !chosen) choose('en')
  }, [session, chosen, choose])

  return (
    <div className={css.frame}>
      <Header menu={<Menu />} onSignOut={() => want_to_leave('left')} />
      <main id="content" className={css.main} tabIndex={-1}>
        {!online && (
          <div className={css.banner}>
            <Notice tone="warn" icon="offline" title={words.offline_title}>
              <p>{words.offline_text}</p>
            </Notice>
          </div>
        )}
        <LiveContext value={live}>{children}</LiveContext>
      </main>
      <Footer />
      {session && <IdleWarning session={session} onLeave={want_to_leave} />}
    </div>
  )
}

function make_client(onLost: () => void) {
  const watch = (error: Error) => {
    if (error instanceof Refused && error.code === 'session_required') onLost()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) =>
          count < 2 &&
          (error instanceof Offline || (error instanceof Refused && error.status === 503)),
      },
    },
  })
}

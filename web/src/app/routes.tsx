// Finds the pages of all functions by folder and gives each its place: behind the door (signed
// in) or in front of it. A new page edits nothing here.
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { matchRoute, Route, Switch, usePath, useRouter, useTopOfPage } from '../ui/address'
import { useWishToLeave } from '../ui/leaving'
import type { PageRoute } from '../ui/page_route'
import { Crash } from './crash'
import { Door } from './door'
import { Missing } from './missing'
import { or_not_loaded } from './not_loaded'

const found = import.meta.glob<{ routes: PageRoute[] }>('../pages/*/routes.ts', { eager: true })
export const page_routes = Object.values(found).flatMap((file) => file.routes)

const load_cabinet = or_not_loaded(() => import('./cabinet'))
const Cabinet = lazy(load_cabinet)
const Leaving = lazy(() => load_cabinet().then((file) => ({ default: file.Leaving })))
const pages = page_routes.map((route) => ({ ...route, Page: lazy(or_not_loaded(route.load)) }))

export function Pages() {
  const path = usePath()
  const { parser } = useRouter()
  const wish = useWishToLeave()
  useTopOfPage(path)
  if (wish) {
    return (
      <Suspense fallback={null}>
        <Leaving wish={wish} />
      </Suspense>
    )
  }
  const page = pages.find((one) => matchRoute(parser, one.path, path)[0])
  if (page?.place !== 'cabinet') {
    return (
      <Door>
        <Places place="door" />
      </Door>
    )
  }
  return (
    <Suspense fallback={null}>
      <Cabinet>
        <Places place="cabinet" />
        <FetchAhead />
      </Cabinet>
    </Suspense>
  )
}

// One waiting place for all pages: the frame stays while a page's own script comes, or fails to.
function Places({ place }: { place: PageRoute['place'] }) {
  return (
    <Crash path={usePath()}>
      <Suspense fallback={<div aria-busy="true" />}>
        <Switch>
          {pages
            .filter((page) => page.place === place)
            .map(({ path, Page }) => (
              <Route key={path} path={path} component={Page as ComponentType} />
            ))}
          <Route component={Missing} />
        </Switch>
      </Suspense>
    </Crash>
  )
}

/** Once somebody is in, the other pages' scripts come while nothing else happens. */
function FetchAhead() {
  useEffect(() => {
    const timer = setTimeout(() => {
      // What does not come now is asked for again when it is wanted.
      for (const page of pages) if (page.place === 'cabinet') page.load().catch(() => undefined)
    }, 1500)
    return () => clearTimeout(timer)
  }, [])
  return null
}

// The address of the page: the only place that knows the router. wouter, because with the sign-in
// page's budget of script a larger one would leave no room for anything else.
import { useEffect } from 'react'
import { navigate, usePathname } from 'wouter/use-browser-location'

export { Link, matchRoute, Route, Switch, useParams, useRouter, useSearchParams } from 'wouter'
export { navigate as go, useHistoryState as useLuggage } from 'wouter/use-browser-location'
export const usePath = usePathname

/** Path and query, read when asked: for "come back here after sign-in". */
export const here = () => location.pathname + location.search

let went_back = false
addEventListener('popstate', () => {
  went_back = true
})

/** A new page starts at its top; going back leaves the place to the browser. */
export function useTopOfPage(path: string) {
  useEffect(() => {
    if (!went_back && !location.hash) scrollTo(0, 0)
    went_back = false
  }, [path])
}

export const go_replace = (to: string, state?: unknown) => navigate(to, { replace: true, state })

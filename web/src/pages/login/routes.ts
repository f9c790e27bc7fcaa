// The pages in front of the door: sign-in and activation.
import type { PageRoute } from '../../ui/page_route'

export const routes: PageRoute[] = [
  { path: '/login', place: 'door', load: () => import('./login.page') },
  { path: '/activate', place: 'door', load: () => import('./activate.page') },
]

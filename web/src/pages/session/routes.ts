// The page about one's own sessions.
import type { PageRoute } from '../../ui/page_route'
import { sessions_menu } from '../../words/sessions.menu'

export const routes: PageRoute[] = [
  {
    path: '/sessions',
    place: 'cabinet',
    load: () => import('./sessions.page'),
    menu: { order: 90, icon: 'devices', words: sessions_menu },
  },
]

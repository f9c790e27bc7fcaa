// The pages about debt: home, contracts, one contract, its operations.
import type { PageRoute } from '../../ui/page_route'
import { contracts_menu, home_menu } from '../../words/statement.menu'

export const routes: PageRoute[] = [
  {
    path: '/',
    place: 'cabinet',
    load: () => import('./home.page'),
    menu: { order: 10, icon: 'home', words: home_menu },
  },
  {
    path: '/contracts',
    place: 'cabinet',
    load: () => import('./contracts.page'),
    menu: { order: 20, icon: 'papers', words: contracts_menu },
  },
  { path: '/contracts/:id', place: 'cabinet', load: () => import('./contract.page') },
  {
    path: '/contracts/:id/operations',
    place: 'cabinet',
    load: () => import('./operations.page'),
  },
]

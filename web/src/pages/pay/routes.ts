// The payment pages: the form, one payment, all payments, bank details, pay points.
import type { PageRoute } from '../../ui/page_route'
import { payments_menu } from '../../words/pay.menu'

export const routes: PageRoute[] = [
  { path: '/pay', place: 'cabinet', load: () => import('./pay.page') },
  { path: '/pay/details', place: 'cabinet', load: () => import('./details.page') },
  { path: '/pay/points', place: 'cabinet', load: () => import('./points.page') },
  { path: '/pay/:id', place: 'cabinet', load: () => import('./payment.page') },
  {
    path: '/payments',
    place: 'cabinet',
    load: () => import('./payments.page'),
    menu: { order: 30, icon: 'card', words: payments_menu },
  },
]

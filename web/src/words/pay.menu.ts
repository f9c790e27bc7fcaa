// The menu word of the payment pages, apart from the rest: every page loads it, sign-in too.
import { both } from './words'

export const payments_menu = both({ label: 'Платежи' }, { label: 'Payments' })

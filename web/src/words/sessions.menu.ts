// The menu word of the sessions page, apart from the rest: every page loads it, sign-in too.
import { both } from './words'

export const sessions_menu = both({ label: 'Сеансы' }, { label: 'Sessions' })

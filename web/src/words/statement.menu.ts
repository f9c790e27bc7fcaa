// Menu words of the debt pages, apart from the rest: every page loads them, sign-in too.
import { both } from './words'

export const home_menu = both({ label: 'Главная' }, { label: 'Home' })
export const contracts_menu = both({ label: 'Договоры' }, { label: 'Contracts' })

// Words of a sign-out that the server has not confirmed.
import { both } from './words'

export const leaving_words = both(
  {
    title: 'Вы ещё не вышли',
    text: 'Выход не подтверждён, поэтому на этом устройстве сеанс продолжается. Как только сервер ответит, мы сначала завершим сеанс, а до тех пор ничего здесь не покажем.',
    again: 'Выйти ещё раз',
  },
  {
    title: 'You are still signed in',
    text: 'The sign-out is not confirmed, so the session goes on on this device. As soon as the server answers we will end it first, and show nothing here until then.',
    again: 'Try to sign out again',
  },
)

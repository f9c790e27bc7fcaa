// What each refusal means for a person and what to do next. Typed by the union of codes: a code
// without a sentence does not compile.
import type { RefusalCode } from '../api/types'
import { both } from './words'

type Sentences = Record<RefusalCode | 'offline', string>

export const refusal_words = both<Sentences>(
  {
    request_malformed: 'Запрос не удалось прочитать. Обновите страницу и повторите.',
    fields_invalid: 'Проверьте отмеченные поля.',
    session_required: 'Сеанс завершён. Войдите ещё раз.',
    csrf_refused: 'Страница устарела. Обновите её и повторите.',
    step_up_required: 'Для этого действия нужно подтвердить вход ещё раз.',
    not_found: 'Такой записи нет среди ваших.',
    method_not_allowed: 'Такое действие здесь невозможно. Обновите страницу.',
    body_too_large: 'Слишком много данных в одном запросе.',
    content_type_unsupported: 'Запрос не удалось прочитать. Обновите страницу и повторите.',
    too_many_requests: 'Слишком много попыток подряд. Подождите немного и повторите.',
    internal: 'Это наша ошибка, мы её уже записали. Повторите чуть позже.',
    unavailable: 'Сервис ненадолго недоступен. Повторите через минуту.',
    login_or_password_wrong: 'ID или пароль не подошли. Проверьте раскладку и Caps Lock.',
    login_or_code_wrong: 'ID или код из письма не подошли. Сверьте их с письмом.',
    otp_code_wrong: 'Код не подошёл.',
    challenge_over: 'Этот код больше не действует. Начните вход ещё раз.',
    resend_too_early: 'Новый код можно запросить чуть позже.',
    password_too_common: 'Этот пароль есть в списках украденных. Придумайте другой.',
    contract_is_yours: 'Такого договора нет среди ваших.',
    cursor_is_ours: 'Список устарел. Обновите страницу.',
    export_is_short_enough: 'Слишком много операций для одного файла. Выберите период короче.',
    live_channel_is_yours: 'Обновления на лету недоступны. Обновите страницу.',
    otp_disabled:
      'Войти по СМС сейчас нельзя. Позвоните в поддержку: она поможет подтвердить телефон.',
    password_is_set_by_letter: 'Пароль уже задан. Войдите с ним или получите новое письмо.',
    password_too_personal:
      'Пароль содержит ваше имя, дату рождения, телефон или ID. Придумайте другой.',
    payment_is_the_same_request:
      'Платёж с таким номером уже создан, но с другими данными. Посмотрите его в списке платежей, прежде чем платить ещё раз.',
    amount_is_payable:
      'Такую сумму принять нельзя. Проверьте суммы по договорам или выберите другой способ.',
    payment_is_yours: 'Такого платежа нет среди ваших.',
    item_contract_stands_once: 'Договор указан в платеже дважды. Обновите страницу и повторите.',
    offline: 'Нет связи с сервером. Проверьте интернет и повторите.',
  },
  {
    request_malformed: 'The request could not be read. Reload the page and try again.',
    fields_invalid: 'Check the marked fields.',
    session_required: 'Your session is over. Please sign in again.',
    csrf_refused: 'This page is out of date. Reload it and try again.',
    step_up_required: 'Please confirm your sign-in once more for this action.',
    not_found: 'There is no such record among yours.',
    method_not_allowed: 'This action is not possible here. Reload the page.',
    body_too_large: 'Too much data in one request.',
    content_type_unsupported: 'The request could not be read. Reload the page and try again.',
    too_many_requests: 'Too many tries in a row. Wait a little and try again.',
    internal: 'This is our mistake and we have recorded it. Try again a little later.',
    unavailable: 'The service is away for a moment. Try again in a minute.',
    login_or_password_wrong: 'The ID or password did not match. Check the keyboard and Caps Lock.',
    login_or_code_wrong: 'The ID or letter code did not match. Compare them with the letter.',
    otp_code_wrong: 'The code did not match.',
    challenge_over: 'This code is no longer valid. Please start again.',
    resend_too_early: 'A new code can be requested a little later.',
    password_too_common: 'This password is in lists of stolen ones. Choose another.',
    contract_is_yours: 'There is no such contract among yours.',
    cursor_is_ours: 'The list is out of date. Reload the page.',
    export_is_short_enough: 'Too many operations for one file. Choose a shorter period.',
    live_channel_is_yours: 'Live updates are not available. Reload the page.',
    otp_disabled:
      'Signing in by SMS is not possible now. Call support: they will help to confirm your phone.',
    password_is_set_by_letter:
      'A password is already set. Sign in with it or ask for a new letter.',
    password_too_personal:
      'The password contains your name, birth date, phone or ID. Choose another.',
    payment_is_the_same_request:
      'A payment with this number already exists with other details. Look at it in the list of payments before you pay again.',
    amount_is_payable:
      'This sum cannot be accepted. Check the sums of the contracts or choose another way.',
    payment_is_yours: 'There is no such payment among yours.',
    item_contract_stands_once: 'A contract stands in the payment twice. Reload the page, try again.',
    offline: 'No connection to the server. Check your internet and try again.',
  },
)

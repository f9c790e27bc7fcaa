// Words with which other pages lead to paying, and the states of a payment: a small file, because
// the home page loads it.
import { both } from './words'

export const pay_link_words = both(
  {
    pay: (sum: string) => `Оплатить ${sum}`,
    pay_bare: 'Оплатить',
    other_sums: 'Заплатить другую сумму',
    whats: {
      due: 'К оплате сейчас',
      overdue: 'Только просрочку',
      all: 'Весь долг',
      other: 'Другую сумму',
    },
    details: 'Реквизиты и QR-код для банка',
    points: 'Терминалы и код плательщика',
    last: 'Последний платёж',
    all_payments: 'Все платежи',
    latest_credits: 'Последние платежи',
    no_credits: 'Платежей пока не было',
    open: 'Открыть платёж',
    credit: 'Переплата',
    credit_text: 'Она уменьшит следующие начисления по договору.',
    state: {
      created: 'Не завершён',
      submitted: 'Ждёт оплаты',
      processing: 'Обрабатывается',
      succeeded: 'Прошёл',
      canceled: 'Отменён',
      failed: 'Не прошёл',
    },
  },
  {
    pay: (sum: string) => `Pay ${sum}`,
    pay_bare: 'Pay',
    other_sums: 'Pay another sum',
    whats: {
      due: 'Due now',
      overdue: 'Overdue only',
      all: 'The whole debt',
      other: 'Another sum',
    },
    details: 'Bank details and a QR code',
    points: 'Terminals and the payer code',
    last: 'Last payment',
    all_payments: 'All payments',
    latest_credits: 'Latest payments',
    no_credits: 'No payments yet',
    open: 'Open the payment',
    credit: 'Overpayment',
    credit_text: 'It lowers the next charges of the contract.',
    state: {
      created: 'Not finished',
      submitted: 'Waits for you',
      processing: 'In process',
      succeeded: 'Paid',
      canceled: 'Cancelled',
      failed: 'Did not go through',
    },
  },
)

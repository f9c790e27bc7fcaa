// One payment: finishing it, waiting for it, where its money went, why it failed; and the list.
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Payment } from '../../api/types'
import { anna, annas_contract } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { annas_payable, annas_payment, payment_row } from '../../testing/payments'
import { type Answers, refusal, serve } from '../../testing/server'
import { payment_words } from '../../words/pay'
import { forget_payment_id, payment_id_of } from './payment_id'
import { app_link, web_url } from './safe_url'

const { id } = annas_payment
const sbp =
  'https://qr.nspk.ru/AD1000PORTALDEMO00000000000000AB?type=02&bank=100000000111&sum=2469067&cur=RUB&crc=3763'
const serve_payment = (more: Partial<Payment>, others: Answers = {}) =>
  serve({
    'GET /api/session': { body: anna },
    'GET /api/live': refusal(503, 'unavailable'),
    'GET /api/payments': { body: { payments: [], next_cursor: null } },
    'GET /api/payments/options': { body: annas_payable },
    [`GET /api/payments/${id}`]: { body: { ...annas_payment, ...more } },
    ...others,
  })
const text = () => document.body.textContent?.replaceAll('\u00a0', ' ') ?? ''
const in_ten_minutes = () => new Date(Date.now() + 600_000).toISOString()
const paid: Partial<Payment> = {
  state: 'succeeded',
  finished_at: '2026-11-22T09:43:00Z',
  allocation: [
    line('overdue_interest', 'interest', 234567),
    line('overdue_principal', 'principal', 1000000),
    line('current_interest', 'interest', 334500),
    line('current_principal', 'principal', 900000),
  ],
}

function line(
  step: Payment['allocation'][number]['step'],
  component: Payment['allocation'][number]['component'],
  amount_kopecks: number,
) {
  return {
    contract_id: annas_contract.id,
    contract_number: annas_contract.number,
    step,
    component,
    amount_kopecks,
  }
}

beforeEach(() => localStorage.clear())

describe('a payment on its way', () => {
  it('offers the bank’s page again to those who came back without paying', async () => {
    const url = 'https://bank.example/pay?order=1'
    serve_payment({ confirmation: { type: 'redirect', url, qr: null }, method: 'card' })
    await open(`/pay/${id}`)
    const link = await screen.findByRole('link', { name: 'Перейти на страницу банка' })
    expect(link.getAttribute('href')).toBe(url)
    await expect_accessible()
  })
  it('shows the SBP code, the same as a link for a phone, and the time left', async () => {
    const confirmation = { type: 'qr' as const, url: null, qr: sbp }
    serve_payment({ confirmation, expires_at: in_ten_minutes() })
    await open(`/pay/${id}`)
    expect(await screen.findByRole('img', { name: /QR-код СБП на 24.690,67/ })).toBeTruthy()
    const link = screen.getByRole('link', { name: 'Открыть приложение банка' })
    expect(link.getAttribute('href')).toBe(sbp)
    expect(screen.getByRole('timer').textContent).toMatch(/^(10:00|9:5\d)$/)
    await expect_accessible()
  })
  it('makes no link of a code that is no https address', async () => {
    const confirmation = { type: 'qr' as const, url: null, qr: 'intent://pay#Intent;end' }
    serve_payment({ confirmation })
    await open(`/pay/${id}`)
    expect(await screen.findByRole('img', { name: /QR-код/ })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Открыть приложение банка' })).toBeNull()
  })
  it('hides a code whose time is over and asks nobody to pay again', async () => {
    const confirmation = { type: 'qr' as const, url: null, qr: sbp }
    serve_payment({ confirmation, expires_at: '2026-11-22T09:51:00Z' })
    await open(`/pay/${id}`)
    expect(await screen.findByRole('heading', { name: 'Время на оплату вышло' })).toBeTruthy()
    expect(text()).toContain('Не платите второй раз')
    expect(screen.queryByRole('img', { name: /QR-код/ })).toBeNull()
  })
  it('says honestly that the bank has not answered', async () => {
    serve_payment({ state: 'processing' })
    await open(`/pay/${id}`)
    expect(await screen.findByRole('heading', { name: 'Банк ещё не ответил' })).toBeTruthy()
    expect(text()).toContain('Не платите второй раз')
    expect(text()).toContain('пришлём СМС')
    expect(screen.queryByRole('link', { name: /другим способом/ })).toBeNull()
    await expect_accessible()
  })
  it('asks until the payment has ended, and then no more', async () => {
    let asks = 0
    const asked = serve_payment(
      {},
      {
        [`GET /api/payments/${id}`]: () => {
          asks += 1
          return { body: { ...annas_payment, ...(asks > 1 ? paid : { state: 'processing' }) } }
        },
      },
    )
    await open(`/pay/${id}`)
    await screen.findByRole('heading', { name: 'Банк ещё не ответил' })
    expect(await screen.findByRole('heading', { name: 'Куда пошли деньги' })).toBeTruthy()
    const before = asked.filter(({ route }) => route.endsWith(id)).length
    await new Promise((done) => setTimeout(done, 3000))
    expect(asked.filter(({ route }) => route.endsWith(id)).length).toBe(before)
  })
})

describe('a payment that went through', () => {
  it('says where each kopeck went, in order', async () => {
    serve_payment(paid)
    await open(`/pay/${id}`)
    const table = await screen.findByRole('table', { name: /Куда пошли деньги/ })
    const rows = within(table).getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent?.replaceAll('\u00a0', ' '))).toEqual([
      'Просроченные процентыПроценты2 345,67 ₽',
      'Просроченный основной долгОсновной долг10 000,00 ₽',
      'Проценты текущего периодаПроценты3 345,00 ₽',
      'Основной долг текущего периодаОсновной долг9 000,00 ₽',
      'Всего по договору24 690,67 ₽',
    ])
    await expect_accessible()
  })
  it('prints', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    serve_payment(paid)
    const user = await open(`/pay/${id}`)
    await user.click(await screen.findByRole('button', { name: 'Напечатать' }))
    expect(print).toHaveBeenCalledTimes(1)
  })
  it('says what was refunded', async () => {
    serve_payment({ ...paid, refund_state: 'part', refunded_kopecks: 100000 })
    await open(`/pay/${id}`)
    expect((await screen.findByText(/^Возвращено/)).textContent).toContain('1\u00a0000,00')
  })
  it('keeps its id, so that another tab cannot make it twice', async () => {
    const order = { method: 'sbp' as const, items: [{ contract_id: 'c', amount_kopecks: 1 }] }
    const { id: first } = await payment_id_of(order)
    serve_payment(paid, { [`GET /api/payments/${first}`]: { body: { ...annas_payment, ...paid, id: first } } })
    await open(`/pay/${first}`)
    await screen.findByRole('heading', { name: 'Куда пошли деньги' })
    expect(await payment_id_of(order)).toEqual({ id: first, is_new: false })
  })
})

describe('a payment that took no money', () => {
  it('gives the reason in plain words and a form with the same sums', async () => {
    serve_payment({ state: 'canceled', method: 'card', reason: 'insufficient_funds' })
    const user = await open(`/pay/${id}`)
    expect((await screen.findByRole('alert')).textContent).toContain('не хватило денег')
    await expect_accessible()
    await user.click(screen.getByRole('link', { name: 'Заплатить другим способом' }))
    const sum = await screen.findByLabelText<HTMLInputElement>(/Сумма по договору/)
    expect(sum.value).toBe('24690,67')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^СБП/ }).checked).toBe(true)
  })
  it('has words for a reason that nobody knows', async () => {
    serve_payment({ state: 'failed', reason: 'moon_phase' })
    await open(`/pay/${id}`)
    expect((await screen.findByRole('alert')).textContent).toContain('Банк не объяснил причину')
  })
  it('gives up its id: the next try is a new payment', async () => {
    const order = { method: 'sbp' as const, items: [{ contract_id: 'c', amount_kopecks: 1 }] }
    const { id: first } = await payment_id_of(order)
    const dead = { body: { ...annas_payment, state: 'failed', id: first } }
    serve_payment({}, { [`GET /api/payments/${first}`]: dead })
    await open(`/pay/${first}`)
    await screen.findByRole('alert')
    await waitFor(async () => expect((await payment_id_of(order)).id).not.toBe(first))
    await forget_payment_id(first)
  })
  it('has words in both languages for every reason of the acquirer', () => {
    const known = (
      '3d_secure_failed call_issuer canceled_by_merchant card_expired country_forbidden ' +
      'deal_expired expired_on_capture expired_on_confirmation fraud_suspected general_decline ' +
      'identification_required insufficient_funds internal_timeout invalid_card_number ' +
      'invalid_csc issuer_unavailable loan_declined payment_method_limit_exceeded ' +
      'payment_method_restricted permission_revoked unsupported_mobile_operator'
    ).split(' ')
    for (const words of [payment_words.ru, payment_words.en])
      expect(known.filter((reason) => !words.reasons[reason])).toEqual([])
  })
  it('is told of a stranger’s payment what is told of one that never was', async () => {
    serve_payment({}, { [`GET /api/payments/${id}`]: refusal(404, 'payment_is_yours') })
    await open(`/pay/${id}`)
    expect((await screen.findByRole('alert')).textContent).toContain('Такого платежа нет')
  })
})

describe('addresses from outside', () => {
  it.each(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '//bank.example', ''])(
    'are opened neither as a page nor as a link: %j',
    (address) => {
      expect(web_url(address)).toBeNull()
      expect(app_link(address)).toBeNull()
    },
  )
  it('are opened letter by letter as they came', () => {
    expect(app_link(sbp)).toBe(sbp)
    expect(app_link('http://bank.example/')).toBeNull()
    expect(web_url('http://127.0.0.1:9100/checkout/1')).toBe('http://127.0.0.1:9100/checkout/1')
  })
})

describe('the list of payments', () => {
  it('shows each payment with its state and comes page by page', async () => {
    const first = payment_row({ refund_state: 'whole', refunded_kopecks: 2469067 })
    const older = payment_row({ id: 'older', number: '20000001', state: 'failed' })
    serve_payment(
      {},
      {
        'GET /api/payments': ({ search }) =>
          search.get('cursor') === 'next'
            ? { body: { payments: [older], next_cursor: null } }
            : { body: { payments: [first], next_cursor: 'next' } },
      },
    )
    const user = await open('/payments')
    expect(await screen.findByText('Возвращён')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Показать ещё' }))
    expect(await screen.findByText('Не прошёл')).toBeTruthy()
    const links = screen.getAllByRole('link', { name: /^Договор/ })
    expect(links.map((link) => link.getAttribute('href')).at(-1)).toBe('/pay/older')
    await expect_accessible()
  })
  it('says what will stand here when there is nothing yet', async () => {
    serve_payment({})
    await open('/payments')
    expect(await screen.findByText('Платежей пока не было')).toBeTruthy()
  })
})

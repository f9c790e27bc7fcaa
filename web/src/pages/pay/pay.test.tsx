// Paying: what is shown before, what is sent, and that one wish never becomes two payments.
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Order, Payment } from '../../api/types'
import { anna, annas_contract } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { annas_payable, annas_payment, payment_row } from '../../testing/payments'
import { type Answers, refusal, serve } from '../../testing/server'
import { leave_for } from './leave'
import { payment_id_of } from './payment_id'

vi.mock('./leave', () => ({ leave_for: vi.fn() }))

const second = {
  ...annas_payable.contracts[0],
  id: '44444444-4444-4444-8444-444444444444',
  number: 'КЛ-8812',
  product: 'Кредитная линия',
  outstanding_kopecks: 500000,
  overdue_kopecks: 0,
  pay_overdue_kopecks: 0,
  due_now_kopecks: 100000,
  ahead_kopecks: 0,
}
const two = { ...annas_payable, contracts: [...annas_payable.contracts, second] }
const bank = 'https://bank.example/pay?order=1'

// The server of a payment: the same id is the same payment, as api.payment_create keeps it.
function answer_of(body: unknown, more: Partial<Payment> = {}): Payment {
  const { id, method, items } = body as Order
  const amount = items.reduce((sum, item) => sum + item.amount_kopecks, 0)
  const fee = method === 'card' ? Math.max(3000, Math.round(amount / 100)) : 0
  return {
    ...annas_payment,
    id,
    method,
    amount_kopecks: amount,
    fee_kopecks: fee,
    total_kopecks: amount + fee,
    confirmation: { type: 'redirect', url: bank, qr: null },
    ...more,
  }
}
const server = (more: Answers = {}): Answers => ({
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/payments': { body: { payments: [], next_cursor: null } },
  'GET /api/payments/options': { body: annas_payable },
  'POST /api/payments': ({ body }) => ({ status: 201, body: answer_of(body) }),
  ...more,
})
const posts = (asked: ReturnType<typeof serve>) =>
  asked.filter(({ route }) => route === 'POST /api/payments').map(({ body }) => body as Order)
const pay_button = () => screen.findByRole('button', { name: /^Оплатить|Отправить ещё раз/ })
const text = () => document.body.textContent?.replaceAll('\u00a0', ' ') ?? ''
const field = () => screen.findByLabelText(/Сумма по договору № ДК-17/)

beforeEach(() => {
  localStorage.clear()
  vi.mocked(leave_for).mockClear()
})

describe('the payment form', () => {
  it('shows the four choices with their sums, and the fee and the total before paying', async () => {
    serve(server())
    const user = await open('/pay')
    await user.click(await screen.findByRole('radio', { name: /Банковской картой/ }))
    for (const part of [
      '24 690,67 ₽',
      'Только просрочку',
      '12 345,67 ₽',
      '187 453,67 ₽',
      'комиссия 1 %, не меньше 30 ₽, от 100 ₽ до 250 000 ₽',
      '246,91 ₽',
    ]) {
      expect(text()).toContain(part)
    }
    expect((await pay_button()).textContent).toContain('24\u00a0937,58')
    await expect_accessible()
  })
  it('leads to the way without a fee first', async () => {
    serve(server())
    await open('/pay')
    const sbp = await screen.findByRole<HTMLInputElement>('radio', { name: /^СБП/ })
    expect(sbp.checked).toBe(true)
  })
  it('opens with the contract and the choice of the address', async () => {
    const asked = serve(server({ 'GET /api/payments/options': { body: two } }))
    const user = await open(`/pay?contract=${annas_contract.id}&what=overdue`)
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(1))
    expect(posts(asked)[0]?.items).toEqual([
      { contract_id: annas_contract.id, amount_kopecks: 1234567 },
    ])
  })
  it('offers with the overdue sum what the contract settles before it, and says so', async () => {
    const [first] = annas_payable.contracts
    const ahead = { ...first, pay_overdue_kopecks: 1284567, ahead_kopecks: 50000 }
    const options = { body: { ...annas_payable, contracts: [ahead] } }
    const asked = serve(server({ 'GET /api/payments/options': options }))
    const user = await open(`/pay?contract=${annas_contract.id}&what=overdue`)
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(1))
    expect(posts(asked)[0]?.items[0]?.amount_kopecks).toBe(1284567)
    expect(text()).toContain('и 500,00 ₽, которые по договору погашаются раньше')
  })
  it('pays several contracts at once, each with its own sum', async () => {
    const asked = serve(server({ 'GET /api/payments/options': { body: two } }))
    const user = await open('/pay')
    await user.click(await screen.findByRole('radio', { name: /Другую сумму/ }))
    await user.clear(await field())
    await user.type(await field(), '1 500,50')
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(1))
    expect(posts(asked)[0]?.items).toEqual([
      { contract_id: annas_contract.id, amount_kopecks: 150050 },
      { contract_id: second.id, amount_kopecks: 100000 },
    ])
  })
  it('sends nothing while a sum is no sum, and says where to mend it', async () => {
    const asked = serve(server())
    const user = await open('/pay')
    await user.click(await screen.findByRole('radio', { name: /Другую сумму/ }))
    await user.clear(await field())
    await user.type(await field(), 'много')
    await user.click(await pay_button())
    const [alert] = await screen.findAllByRole('alert')
    expect(alert?.textContent).toContain('Сумма цифрами')
    expect(posts(asked)).toEqual([])
    await expect_accessible()
  })
  it('knows the bounds of a way before the bank does', async () => {
    const asked = serve(server())
    const user = await open('/pay')
    await user.click(await screen.findByRole('radio', { name: /Другую сумму/ }))
    await user.clear(await field())
    await user.type(await field(), '250000,01')
    await user.click(screen.getByRole('radio', { name: /Банковской картой/ }))
    await user.click(await pay_button())
    expect((await screen.findByRole('alert')).textContent).toContain('не больше 250\u00a0000\u00a0₽')
    expect(posts(asked)).toEqual([])
  })
  it('says that more than the debt stays as an overpayment', async () => {
    serve(server())
    const user = await open('/pay')
    await user.click(await screen.findByRole('radio', { name: /Другую сумму/ }))
    await user.clear(await field())
    await user.type(await field(), '187 454,67')
    expect(text()).toContain('Лишние 1,00 ₽ останутся')
  })
  it('keeps the other ways open when no acquirer is there', async () => {
    serve(server({ 'GET /api/payments/options': { body: { ...annas_payable, methods: [] } } }))
    await open('/pay')
    expect(await screen.findByText('Онлайн-оплата сейчас недоступна')).toBeTruthy()
    expect(screen.getByRole('link', { name: /По реквизитам/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Оплатить/ })).toBeNull()
  })
  it('tells those who owe nothing so, and lets them pay ahead', async () => {
    const [one] = annas_payable.contracts
    const paid = {
      ...one,
      outstanding_kopecks: -50000,
      overdue_kopecks: 0,
      pay_overdue_kopecks: 0,
      due_now_kopecks: 0,
      ahead_kopecks: 0,
      next_payment_on: null,
      overpayment_kopecks: 50000,
    }
    serve(server({ 'GET /api/payments/options': { body: { ...annas_payable, contracts: [paid] } } }))
    await open('/pay')
    expect(await screen.findByText('Сейчас вы ничего не должны')).toBeTruthy()
    expect(text()).toContain('переплата 500,00 ₽')
    expect(await field()).toBeTruthy()
  })
  it('shows a payment that has not ended before another one is made', async () => {
    const rows = { payments: [payment_row({ state: 'processing' })], next_cursor: null }
    serve(server({ 'GET /api/payments': { body: rows } }))
    await open('/pay')
    expect(await screen.findByText('Есть незавершённый платёж')).toBeTruthy()
    const link = screen.getByRole('link', { name: /24.690/ })
    expect(link.getAttribute('href')).toBe(`/pay/${annas_payment.id}`)
  })
})

describe('one wish is one payment', () => {
  it('keeps the id before it sends', async () => {
    let kept_at_send = ''
    const asked = serve(
      server({
        'POST /api/payments': ({ body }) => {
          kept_at_send = localStorage.getItem('kabinet.payments_sent') ?? ''
          return { status: 201, body: answer_of(body) }
        },
      }),
    )
    const user = await open('/pay')
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(1))
    expect(kept_at_send).toContain(posts(asked)[0]?.id)
    expect(kept_at_send).not.toContain(annas_contract.id)
    expect(kept_at_send).not.toContain('2469067')
  })
  it('sends once for a double click', async () => {
    const asked = serve(server())
    const user = await open('/pay')
    await user.dblClick(await pay_button())
    await waitFor(() => expect(location.pathname).toContain('/pay/'))
    expect(posts(asked).length).toBe(1)
  })
  it('sends the same id again when no answer came', async () => {
    const asked = serve(
      server({
        'POST /api/payments': () => {
          throw new TypeError('network')
        },
      }),
    )
    const user = await open('/pay')
    await user.click(await pay_button())
    expect(await screen.findByText(/второго платежа не будет/)).toBeTruthy()
    expect((await pay_button()).textContent).toBe('Отправить ещё раз')
    await expect_accessible()
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(2))
    expect(posts(asked)[1]).toEqual(posts(asked)[0])
  })
  it('sends the same id from a page opened anew, as after a reload or in another tab', async () => {
    const asked = serve(server({ 'POST /api/payments': refusal(502, 'unavailable') }))
    const user = await open('/pay')
    await user.click(await pay_button())
    await screen.findByText(/второго платежа не будет/)
    document.body.replaceChildren()
    const again = await open('/pay')
    await again.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(2))
    expect(posts(asked)[1]).toEqual(posts(asked)[0])
  })
  it('gives a changed form an id of its own, and the first form its first one', async () => {
    const asked = serve(server({ 'POST /api/payments': refusal(503, 'unavailable') }))
    const user = await open('/pay')
    await user.click(await pay_button())
    await screen.findByText(/второго платежа не будет/)
    await user.click(screen.getByRole('radio', { name: /Весь долг/ }))
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(2))
    await user.click(screen.getByRole('radio', { name: /К оплате сейчас/ }))
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(3))
    const [first, changed, back] = posts(asked)
    expect(changed?.id).not.toBe(first?.id)
    expect(back?.id).toBe(first?.id)
  })
  it('forgets an id after two hours: an equal payment of next month is another one', async () => {
    const asked = serve(server({ 'POST /api/payments': refusal(503, 'unavailable') }))
    const user = await open('/pay')
    await user.click(await pay_button())
    await screen.findByText(/второго платежа не будет/)
    const late = Date.now() + 2 * 3_600_000
    vi.spyOn(Date, 'now').mockReturnValue(late)
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(2))
    expect(posts(asked)[1]?.id).not.toBe(posts(asked)[0]?.id)
  })
  it('says so when this very payment has already gone through', async () => {
    const order = {
      method: 'sbp' as const,
      items: [{ contract_id: annas_contract.id, amount_kopecks: 2469067 }],
    }
    const { id } = await payment_id_of(order)
    const done: Partial<Payment> = { state: 'succeeded', confirmation: null }
    const now = { body: answer_of({ id, ...order }, done) }
    // The same request is answered with its first answer, which offers the bank's page.
    const asked = serve(server({ [`GET /api/payments/${id}`]: now }))
    const user = await open('/pay')
    await user.click(await pay_button())
    expect(await screen.findByText('Точно такой платёж вы уже сделали')).toBeTruthy()
    expect(leave_for).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Заплатить столько же ещё раз' }))
    await user.click(await pay_button())
    await waitFor(() => expect(posts(asked).length).toBe(2))
    expect(posts(asked)[1]?.id).not.toBe(posts(asked)[0]?.id)
  })
})

describe('the answer to a payment', () => {
  const pay_with = async (more: Partial<Payment>) => {
    serve(
      server({
        'POST /api/payments': ({ body }) => ({ status: 201, body: answer_of(body, more) }),
      }),
    )
    const user = await open('/pay')
    await user.click(await pay_button())
    await waitFor(() => expect(location.pathname).toContain('/pay/'))
  }
  it('opens the bank’s page, with the payment’s own page behind it', async () => {
    await pay_with({})
    expect(leave_for).toHaveBeenCalledWith(bank)
  })
  it('does not leave for an address that is no web address', async () => {
    const url = 'javascript:alert(1)'
    await pay_with({ confirmation: { type: 'redirect', url, qr: null } })
    expect(await screen.findByText('Ссылка на оплату повреждена, мы её не открываем')).toBeTruthy()
    expect(leave_for).not.toHaveBeenCalled()
    expect(document.querySelector('a[href^="javascript"]')).toBeNull()
  })
  it('does not leave when the total is not the one that was shown', async () => {
    await pay_with({ fee_kopecks: 500, total_kopecks: 2469567 })
    expect(await screen.findByRole('link', { name: 'Перейти на страницу банка' })).toBeTruthy()
    expect(leave_for).not.toHaveBeenCalled()
    expect(text()).toContain('24 695,67 ₽')
  })
  it.each([
    ['amount_is_payable', 422, 'Такую сумму принять нельзя'],
    ['contract_is_yours', 404, 'Такого договора нет'],
    ['payment_is_the_same_request', 409, 'с другими данными'],
    ['payment_is_yours', 404, 'Такого платежа нет'],
  ])('words the refusal %s', async (code, status, words) => {
    serve(server({ 'POST /api/payments': refusal(status, code) }))
    const user = await open('/pay')
    await user.click(await pay_button())
    expect((await screen.findByRole('alert')).textContent).toContain(words)
    expect((await pay_button()).textContent).toContain('Оплатить')
  })
  it('waits as long as the server asks', async () => {
    const wait = refusal(429, 'too_many_requests', { retry_after_s: 40 })
    serve(server({ 'POST /api/payments': wait }))
    const user = await open('/pay')
    await user.click(await pay_button())
    expect(await screen.findByText(/Повторить можно через \d+ с/)).toBeTruthy()
    expect((await pay_button()).hasAttribute('disabled')).toBe(true)
  })
})

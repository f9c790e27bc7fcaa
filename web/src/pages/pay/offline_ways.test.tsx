// Paying without an acquirer: bank details with their code, and terminals.
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Slip } from '../../api/types'
import { anna, annas_contract } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { annas_payable } from '../../testing/payments'
import { type Answers, refusal, serve } from '../../testing/server'

const slip: Slip = {
  payee: 'ООО «ЭнергоДемо»',
  inn: '7700000016',
  kpp: '770101001',
  account: '40702810938000012345',
  bank: 'ПАО СБЕРБАНК',
  bic: '044525225',
  corr_account: '30101810400000000225',
  purpose: 'Оплата по договору ДК-17, код 000123',
  contract_number: 'ДК-17',
  payer_code: '000123',
  amount_kopecks: null,
  qr: 'ST00012|Name=…',
  qr_svg_path: 'M4 4h1v1h-1z',
  qr_size: 9,
}
const points = [
  { name: 'Терминал у метро', address: 'ул. Ленина, 1', hours: 'круглосуточно', networks: 'Элекснет' },
  { name: 'Касса на Мира', address: 'пр. Мира, 20', hours: '9–18', networks: 'Город' },
]
const path = `/api/contracts/${annas_contract.id}/slip`
const server: Answers = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/payments/options': { body: annas_payable },
  [`GET ${path}`]: ({ search }) => {
    const amount = search.get('amount_kopecks')
    return { body: { ...slip, amount_kopecks: amount === null ? null : Number(amount) } }
  },
  'GET /api/points': {
    body: { points, codes: [{ contract_number: 'ДК-17', payer_code: '000123' }] },
  },
}

describe('bank details', () => {
  it('come with the sum that is due and the code that holds it', async () => {
    serve(server)
    await open(`/pay/details?contract=${annas_contract.id}`)
    expect((await screen.findByText(/^В коде сумма/)).textContent).toContain('24\u00a0690,67')
    const copies = screen.getAllByRole('button', { name: /^Скопировать: / })
    expect(copies.map((one) => one.getAttribute('aria-label'))).toEqual([
      'Скопировать: Получатель',
      'Скопировать: ИНН',
      'Скопировать: КПП',
      'Скопировать: Расчётный счёт',
      'Скопировать: Банк',
      'Скопировать: БИК',
      'Скопировать: Корреспондентский счёт',
      'Скопировать: Назначение платежа',
      'Скопировать: Код плательщика',
    ])
    await expect_accessible()
  })
  it('ask for a new code when the sum changes, and print none of another sum', async () => {
    const asked = serve(server)
    const user = await open(`/pay/details?contract=${annas_contract.id}`)
    await screen.findByText(/^В коде сумма/)
    const field = screen.getByLabelText('Сумма, ₽')
    await user.clear(field)
    await user.type(field, '100,5')
    expect(screen.getByRole('button', { name: 'Напечатать квитанцию' })).toHaveProperty('disabled', true)
    await waitFor(() =>
      expect(screen.getByText(/^В коде сумма/).textContent).toContain('100,50'),
    )
    expect(asked.at(-1)?.search.get('amount_kopecks')).toBe('10050')
    expect(screen.getByRole('button', { name: 'Напечатать квитанцию' })).toHaveProperty('disabled', false)
  })
  it('can leave the sum to the bank', async () => {
    const asked = serve(server)
    const user = await open(`/pay/details?contract=${annas_contract.id}`)
    await user.clear(await screen.findByLabelText('Сумма, ₽'))
    expect(await screen.findByText(/В коде нет суммы/)).toBeTruthy()
    expect(asked.at(-1)?.search.has('amount_kopecks')).toBe(false)
  })
})

describe('pay points', () => {
  it('give the payer’s code to dictate and are found by parts of their address', async () => {
    serve(server)
    const user = await open('/pay/points')
    expect(await screen.findByText('000123')).toBeTruthy()
    await user.type(screen.getByLabelText(/Найти по названию/), 'мира')
    const list = screen.getAllByRole('list').at(-1)
    if (!list) throw new Error('no list')
    expect(within(list).getAllByRole('listitem').length).toBe(1)
    expect(screen.queryByText('Терминал у метро')).toBeNull()
    await expect_accessible()
  })
  it('say so when there are none', async () => {
    serve({ ...server, 'GET /api/points': { body: { points: [], codes: [] } } })
    await open('/pay/points')
    expect(await screen.findByText('Список пунктов пока пуст')).toBeTruthy()
  })
})

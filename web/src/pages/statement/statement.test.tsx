// Home, contracts, the card, why a number, operations: what a person sees of each.
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../api/types'
import {
  anna,
  annas_card,
  annas_contract,
  annas_reasons,
  boriss_contract,
  operation,
  stamp,
} from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { annas_payable, payment_row } from '../../testing/payments'
import { type Answers, refusal, serve } from '../../testing/server'
import { fits } from './contracts.page'
import { empty_draft, filters_of, period_from } from './operation_filters'
import { payment_of } from './payment_of'

const { id } = annas_contract
const base = `/api/contracts/${id}`
const totals = {
  total_outstanding_kopecks: 18745367,
  total_overdue_kopecks: 1234567,
  next_payment_on: '2026-12-10',
  next_payment_kopecks: 1234500,
}
const server: Answers = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/payments/options': { body: annas_payable },
  'GET /api/payments': { body: { payments: [], next_cursor: null } },
  'GET /api/contracts': { body: { contracts: [annas_contract], ...totals, ...stamp } },
  [`GET ${base}`]: { body: annas_card },
  [`GET ${base}/explain`]: { body: annas_reasons },
  [`GET ${base}/operations`]: { body: { operations: [operation(1)], next_cursor: null, ...stamp } },
}
const text = () => document.body.textContent?.replaceAll('\u00a0', ' ') ?? ''

describe('home', () => {
  it('answers how much, by when, and what is late, with time and source', async () => {
    serve(server)
    await open('/')
    await screen.findByText(/Есть просрочка/)
    for (const part of [
      '187 453,67 ₽',
      '12 345,67 ₽, 12 дней',
      'до 10 декабря',
      'источник: billing',
    ]) {
      expect(text()).toContain(part)
    }
    await expect_accessible()
  })
  it('offers to pay what is due now, and three other sums', async () => {
    serve(server)
    const user = await open('/')
    const links = await screen.findByRole('list', { name: 'Заплатить другую сумму' })
    expect(links.textContent?.replaceAll('\u00a0', ' ')).toBe(
      'Только просрочку 12 345,67 ₽Весь долг 187 453,67 ₽Другую сумму',
    )
    await user.click(screen.getByRole('button', { name: /^Оплатить 24.690,67/ }))
    expect(location.pathname + location.search).toBe('/pay?what=due')
  })
  it('still leads to the payment form when the sums to pay did not come', async () => {
    serve({ ...server, 'GET /api/payments/options': refusal(500, 'internal') })
    await open('/')
    expect(await screen.findByRole('button', { name: 'Оплатить' })).toBeTruthy()
  })
  it('tells the state of the last payment', async () => {
    const rows = { payments: [payment_row({ state: 'processing' })], next_cursor: null }
    serve({ ...server, 'GET /api/payments': { body: rows } })
    await open('/')
    expect(await screen.findByText('Обрабатывается')).toBeTruthy()
  })
  it('says with a reference number that it could not load', async () => {
    serve({ ...server, 'GET /api/contracts': refusal(500, 'internal', { reference: 'A1-77' }) })
    await open('/')
    expect((await screen.findByRole('alert')).textContent).toContain('A1-77')
  })
  it('keeps the way out in words on every page of the cabinet', async () => {
    const asked = serve({ ...server, 'DELETE /api/session': { status: 204 } })
    const user = await open('/')
    await screen.findByText(/Есть просрочка/)
    await user.click(screen.getByRole('button', { name: 'Выход' }))
    await waitFor(() => expect(location.pathname).toBe('/login'))
    const out = asked.find(({ route }) => route === 'DELETE /api/session')
    expect(out?.headers.get('X-CSRF')).toBe('anna-csrf')
  })
})

describe('contracts', () => {
  it('are found by parts of number, creditor and product', () => {
    expect(fits(annas_contract, 'север заём', 'all')).toBe(true)
    expect(fits(annas_contract, 'дк-17', 'all')).toBe(true)
    expect(fits(annas_contract, 'восход', 'all')).toBe(false)
    expect(fits(boriss_contract, '', 'overdue')).toBe(false)
  })
  it('are filtered by state', async () => {
    serve({
      ...server,
      'GET /api/contracts': {
        body: { contracts: [annas_contract, boriss_contract], ...totals, ...stamp },
      },
    })
    const user = await open('/contracts')
    await screen.findByText('Кредитная линия')
    await user.click(screen.getByRole('radio', { name: 'С просрочкой' }))
    expect(screen.queryByText('Кредитная линия')).toBeNull()
    expect(screen.getByText('Потребительский заём')).toBeTruthy()
    await expect_accessible()
  })
})

describe('the contract card', () => {
  it('shows every component, the schedule by year, and a table beside the chart', async () => {
    serve(server)
    await open(`/contracts/${id}`)
    await screen.findByRole('heading', { name: 'График платежей' })
    for (const part of [
      '162 000,00 ₽',
      '18 453,67 ₽',
      '2 500,00 ₽',
      '4 500,00 ₽',
      '19,9 %',
      'Итого за 2025',
      'Итого по договору',
    ]) {
      expect(text()).toContain(part)
    }
    expect(screen.getByRole('table', { name: 'Как менялся долг', hidden: true })).toBeTruthy()
    await expect_accessible()
  })
  it('opens the year that matters and keeps the others behind their subtotal', async () => {
    serve(server)
    const user = await open(`/contracts/${id}`)
    const table = await screen.findByRole('table', { name: 'График платежей' })
    expect(within(table).getByText('10.11.2026')).toBeTruthy()
    expect(within(table).queryByText('10.12.2025')).toBeNull()
    await user.click(within(table).getByRole('button', { name: /2025/ }))
    expect(within(table).getByText('10.12.2025')).toBeTruthy()
  })
  it('explains a figure by its rule in words, its sums and parameters', async () => {
    serve(server)
    await open(`/contracts/${id}?why=overdue`)
    const drawer = await screen.findByRole('dialog', { name: 'Просроченная сумма' })
    await within(drawer).findByText(/закрывают его по порядку/)
    const said = drawer.textContent?.replaceAll('\u00a0', ' ')
    expect(said).toContain('−12 345,00 ₽')
    expect(said).toContain('Закрыто по графику')
    expect(said).toContain('По графику до сегодняшнего дня24 690,67 ₽')
    expect(said).not.toContain('Europe/Moscow')
    expect(said).toContain('…и ещё 2 более ранние операции')
    await expect_accessible()
  })
  it('offers to pay this very contract and shows its payments', async () => {
    const asked = serve(server)
    const user = await open(`/contracts/${id}`)
    await user.click(await screen.findByRole('button', { name: /^Оплатить 24.690,67/ }))
    expect(location.search).toBe(`?contract=${id}&what=due`)
    expect(asked.some(({ search }) => search.get('kind') === 'payment')).toBe(true)
  })
  it('shows more paid than charged as an overpayment, never as a debt', async () => {
    const credit = { outstanding_kopecks: -50000, overpayment_kopecks: 50000, overdue_kopecks: 0 }
    serve({ ...server, [`GET ${base}`]: { body: { ...annas_card, ...credit } } })
    await open(`/contracts/${id}`)
    expect(await screen.findByText('Она уменьшит следующие начисления по договору.')).toBeTruthy()
    expect(text()).not.toContain('−500,00')
  })
  it('lists the overpayment among the parts, so that they add up to the debt', async () => {
    const components = [
      { component: 'interest', amount_kopecks: 80000 },
      { component: 'overpayment', amount_kopecks: -50000 },
    ]
    serve({ ...server, [`GET ${base}`]: { body: { ...annas_card, components } } })
    await open(`/contracts/${id}`)
    const row = (await screen.findByText('Переплата')).closest('li')
    expect(row?.textContent).toContain('−500,00')
  })
  it('says of a stranger’s contract what it says of one that never was', async () => {
    serve({ ...server, [`GET ${base}`]: refusal(404, 'contract_is_yours') })
    await open(`/contracts/${id}`)
    expect((await screen.findByRole('alert')).textContent).toContain('Такого договора нет')
  })
  it('says of an id that is none that there is no such record', async () => {
    const fields = { id: 'not_an_id' }
    serve({ ...server, [`GET ${base}`]: refusal(422, 'fields_invalid', { fields }) })
    await open(`/contracts/${id}`)
    expect((await screen.findByRole('alert')).textContent).toContain('Такой записи нет')
  })
  it('names everybody whose word the debt is', async () => {
    serve({ ...server, [`GET ${base}`]: { body: { ...annas_card, source: 'registry, portal, billing' } } })
    await open(`/contracts/${id}`)
    expect(await screen.findByText(/учётная система организации, платежи на этом сайте, billing/)).toBeTruthy()
  })
  it('does not miss payment dates where all is paid', async () => {
    const paid = { state: 'paid', next_payment_on: null, next_payment_kopecks: null, overdue_kopecks: 0 }
    serve({ ...server, [`GET ${base}`]: { body: { ...annas_card, ...paid } } })
    await open(`/contracts/${id}`)
    expect(await screen.findByText('Всё, что было начислено, оплачено.')).toBeTruthy()
    expect(text()).not.toContain('не указаны даты платежей')
  })
})

describe('operations', () => {
  const two_pages: Answers = {
    ...server,
    [`GET ${base}/operations`]: ({ search }) =>
      search.get('cursor') === 'next'
        ? { body: { operations: [operation(1)], next_cursor: null, ...stamp } }
        : { body: { operations: [operation(3), operation(2)], next_cursor: 'next', ...stamp } },
  }
  it('come page by page with the cursor of the page before', async () => {
    serve(two_pages)
    const user = await open(`/contracts/${id}/operations`)
    expect((await screen.findAllByText(/^Платёж [23]$/)).length).toBe(2)
    await user.click(screen.getByRole('button', { name: 'Показать ещё' }))
    expect(await screen.findByText('Платёж 1')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Показать ещё' })).toBeNull()
    expect(screen.queryByText('новая')).toBeNull()
    await expect_accessible()
  })
  it('send the filters of the address to the server and to the files', async () => {
    const asked = serve(server)
    await open(`/contracts/${id}/operations?kind=payment&from=2026-01-01&min=1500,50&kind2=x`)
    await screen.findByText('Платёж 1')
    const search = asked.find(({ route }) => route.endsWith('/operations'))?.search
    expect(search?.get('kind')).toBe('payment')
    expect(search?.get('min_kopecks')).toBe('150050')
    const csv = screen.getByRole('link', { name: /CSV/ }).getAttribute('href')
    expect(csv).toContain(`${base}/operations.csv?`)
    expect(csv).toContain('from=2026-01-01')
    expect(csv).toContain('min_kopecks=150050')
  })
  it('lead from a payment made here to its receipt, and from no other', async () => {
    const id_of_payment = '33333333-3333-4333-8333-333333333333'
    const here = { source: 'portal', operation_no: `${id_of_payment}/2` }
    const split = operation(4, { ...here, component: 'several' as Operation['component'] })
    serve({
      ...server,
      [`GET ${base}/operations`]: {
        body: { operations: [split, operation(1)], next_cursor: null, ...stamp },
      },
    })
    await open(`/contracts/${id}/operations`)
    const links = await screen.findAllByRole('link', { name: 'Открыть платёж' })
    expect(links.map((link) => link.getAttribute('href'))).toEqual([`/pay/${id_of_payment}`])
    expect(text()).toContain('Несколько частей')
    expect(payment_of(operation(1, { ...here, source: 'bank' }))).toBeNull()
    expect(payment_of(operation(1, { ...here, operation_no: '../../x' }))).toBeNull()
  })
  it('of a contract that is not there lead back and offer no file of it', async () => {
    serve({ ...server, 'GET /api/contracts/2/operations': refusal(404, 'contract_is_yours') })
    await open('/contracts/2/operations')
    expect(await screen.findByText('Не получилось загрузить')).toBeTruthy()
    const back = within(screen.getByRole('main')).getAllByRole('link', { name: 'Договоры' })
    expect(back[0]?.getAttribute('href')).toBe('/contracts')
    expect(screen.queryByText('CSV')).toBeNull()
  })
  it('say what to do when nothing fits the filters', async () => {
    serve({
      ...server,
      [`GET ${base}/operations`]: { body: { operations: [], next_cursor: null, ...stamp } },
    })
    await open(`/contracts/${id}/operations?kind=credit`)
    expect(await screen.findByText('Под отбор ничего не подошло')).toBeTruthy()
  })
  it('leave out of the request what an address holds by mistake', () => {
    const wrong = { ...empty_draft, from: '31.12.2026', kind: 'theft', min: 'много' }
    expect(filters_of(wrong)).toEqual({})
    const backwards = { from: '2026-01-02', to: '2026-01-01', kind: '', min: '2', max: '1' }
    expect(filters_of(backwards)).toEqual({ from: '2026-01-02', min_kopecks: 200 })
    expect(filters_of({ ...empty_draft, from: '2026-99-99', to: '2026-02-30' })).toEqual({})
  })
  it('say that the largest sum is below the smallest', async () => {
    serve(server)
    const user = await open(`/contracts/${id}/operations?kind=theft`)
    await user.click(await screen.findByText('Отбор')) // what is not understood is not counted
    await user.type(screen.getByLabelText('Сумма от, ₽'), '5000')
    await user.type(screen.getByLabelText('Сумма до, ₽'), '10')
    await user.click(screen.getByText('Показать'))
    expect((await screen.findAllByText('Наибольшая сумма меньше наименьшей')).length).toBe(2)
  })
  it('are called by the language of the page where the portal made them', async () => {
    const operations = [
      operation(1, { description: 'Оплата через СБП', source: 'portal' }),
      operation(2, { description: 'Банковский перевод № 42', source: 'bank' }),
      operation(3, { description: 'Оплата через СБП', source: 'billing' }),
      operation(4, { description: '', source: 'terminal' }),
    ]
    serve({ ...server, [`GET ${base}/operations`]: { body: { operations, next_cursor: null, ...stamp } } })
    await open(`/contracts/${id}/operations`, 'en')
    await screen.findByText('Paid through SBP')
    for (const name of ['Bank transfer No. 42', 'Оплата через СБП', 'Payment']) {
      expect(screen.getAllByText(name).length).toBeGreaterThan(0)
    }
  })
  it('start a period on the last day of a shorter month', () => {
    expect(period_from('quarter', new Date(2026, 4, 31))).toBe('2026-02-28')
    expect(period_from('month', new Date(2026, 10, 22))).toBe('2026-10-22')
    expect(period_from('all')).toBe('')
  })
})

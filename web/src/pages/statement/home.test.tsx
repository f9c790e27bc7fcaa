// The next payment on the home page, where it is one sum over several contracts.
import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { anna, annas_contract, boriss_contract, stamp } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { annas_payable } from '../../testing/payments'
import { refusal, serve } from '../../testing/server'

const on = annas_contract.next_payment_on
const line = { ...boriss_contract, next_payment_on: on, next_payment_kopecks: 500000 }
const later = {
  ...boriss_contract,
  id: '44444444-4444-4444-8444-444444444444',
  next_payment_on: '2027-01-10',
  next_payment_kopecks: 700000,
}
const totals = {
  total_outstanding_kopecks: 18745367,
  total_overdue_kopecks: 0,
  next_payment_on: on,
}
const server = (contracts: object[], next_payment_kopecks: number) => ({
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/payments/options': { body: annas_payable },
  'GET /api/payments': { body: { payments: [], next_cursor: null } },
  'GET /api/contracts': { body: { contracts, ...totals, next_payment_kopecks, ...stamp } },
})
const shown = async () => {
  const [panel] = await screen.findAllByText('Ближайший платёж')
  const section = panel?.closest('section') as HTMLElement
  const links = within(section).getAllByRole('link')
  return {
    text: section.textContent?.replaceAll('\u00a0', ' '),
    links: links.map((link) => link.getAttribute('href')),
  }
}

describe('the next payment', () => {
  it('names every contract that it is for, with its part and its own reasons', async () => {
    serve(server([annas_contract, line, later], 1734500))
    await open('/')
    const { text, links } = await shown()
    expect(text).toContain('17 345,00 ₽')
    expect(text).toContain('Потребительский заём, № ДК-1712 345,00 ₽')
    expect(text).toContain('Кредитная линия, № КЛ-88125 000,00 ₽')
    expect(text).not.toContain('7 000,00')
    expect(links).toEqual([
      `/contracts/${annas_contract.id}?why=next_payment`,
      `/contracts/${line.id}?why=next_payment`,
    ])
    await expect_accessible()
  })
  it('of one contract says its sum once', async () => {
    serve(server([annas_contract, later], 1234500))
    await open('/')
    const { text, links } = await shown()
    expect(text?.match(/12 345,00 ₽/g)?.length).toBe(1)
    expect(links.length).toBe(1)
  })
})

// The filters of operations: what the server would not take is told at its field before it is sent.
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { anna, annas_contract, operation, stamp } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { refusal, serve } from '../../testing/server'
import { empty_draft, faults_of, filters_of } from './operation_filters'

const page = `/contracts/${annas_contract.id}/operations`
const list = `GET /api/contracts/${annas_contract.id}/operations`
const server = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/contracts': { body: { contracts: [annas_contract], ...stamp } },
  [list]: { body: { operations: [operation(1)], next_cursor: null, ...stamp } },
}
const marked = () =>
  [...document.querySelectorAll('[aria-invalid=true]')].map((input) => input.id)

async function fill(fields: Record<string, string>) {
  const asked = serve(server)
  const user = await open(page)
  await user.click(await screen.findByText('Отбор'))
  for (const [label, value] of Object.entries(fields))
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  return { asked, user }
}

describe('a filter that the server would not take', () => {
  it('is marked with the range, and the list stays', async () => {
    const { asked, user } = await fill({ 'С даты': '0202-01-01', 'Сумма от, ₽': '999999999999,99' })
    await user.click(screen.getByText('Показать'))
    const said = (await screen.findByRole('alert')).textContent?.replaceAll('\u00a0', ' ')
    expect(said).toContain('не раньше 01.01.1900')
    expect(said).toContain('Не больше 100 000 000 ₽')
    expect(marked()).toEqual(['from', 'min'])
    expect(screen.getByText('Платёж 1')).toBeTruthy()
    expect(asked.filter(({ route }) => route === list).length).toBe(1)
    await expect_accessible()
  })
  it('is left out of the request of an address, and marked there', async () => {
    const asked = serve(server)
    await open(`${page}?from=0202-01-01&max=999999999999,99`)
    await screen.findByText('Платёж 1')
    expect([...(asked.find(({ route }) => route === list)?.search.keys() ?? [])]).toEqual(['limit'])
    expect(marked()).toEqual(['from', 'max'])
    expect(screen.queryByRole('alert')).toBeNull()
  })
  it('is a date that is typed in part', async () => {
    const { user } = await fill({})
    const validity = { badInput: true }
    Object.defineProperty(screen.getByLabelText('По дату'), 'validity', { value: validity })
    await user.click(screen.getByText('Показать'))
    expect((await screen.findByRole('alert')).textContent).toContain('Допишите дату')
    expect(marked()).toEqual(['to'])
  })
  it('has the same bounds in the form and in the request', () => {
    const edge = { ...empty_draft, from: '1900-01-01', max: '100000000' }
    expect(faults_of(edge)).toEqual([])
    expect(filters_of(edge)).toEqual({ from: '1900-01-01', max_kopecks: 10_000_000_000 })
    const beyond = { ...empty_draft, from: '1899-12-31', max: '100000000,01' }
    expect(faults_of(beyond).map(({ fault }) => fault)).toEqual(['bad_date', 'too_large'])
    expect(filters_of(beyond)).toEqual({})
  })
})

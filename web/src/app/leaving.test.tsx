// Signing out is told only when it is true, and the wish to is not forgotten before.
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { anna, annas_contract, stamp } from '../testing/cast'
import { expect_accessible, open } from '../testing/open'
import { type Answers, refusal, serve } from '../testing/server'
import { forget_leaving } from '../ui/leaving'

const inside: Answers = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/payments': { body: { payments: [], next_cursor: null } },
  'GET /api/payments/options': refusal(503, 'unavailable'),
  'GET /api/contracts': {
    body: {
      contracts: [annas_contract],
      total_outstanding_kopecks: 18745367,
      total_overdue_kopecks: 0,
      next_payment_on: null,
      next_payment_kopecks: null,
      ...stamp,
    },
  },
  [`GET /api/contracts/${annas_contract.id}/operations`]: {
    body: { operations: [], next_cursor: null, ...stamp },
  },
}
const away = () => {
  throw new TypeError('Failed to fetch')
}
afterEach(forget_leaving)
const text = () => document.body.textContent ?? ''

async function press_out(answers: Answers) {
  const asked = serve({ ...inside, ...answers })
  const user = await open('/')
  await screen.findAllByText(/187.453/)
  await user.click(screen.getByRole('button', { name: 'Выход' }))
  return { asked, user }
}

describe('signing out', () => {
  it.each([
    ['no connection', away, 'Нет связи с сервером'],
    ['a server that is away', refusal(503, 'unavailable'), 'Сервис ненадолго недоступен'],
  ])('with %s says that this device is still signed in, and why', async (_, answer, reason) => {
    await press_out({ 'DELETE /api/session': answer })
    expect(await screen.findByRole('heading', { name: 'Вы ещё не вышли' })).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain(reason)
    expect(text()).not.toContain('Вы вышли из кабинета')
    expect(text()).not.toContain('187')
    await expect_accessible()
  })
  it('is told once the server has ended the session, at the second try', async () => {
    let tries = 0
    const { user } = await press_out({
      'DELETE /api/session': () => ((tries += 1) === 1 ? away() : { status: 204 }),
    })
    await user.click(await screen.findByRole('button', { name: 'Выйти ещё раз' }))
    expect(await screen.findByText('Вы вышли из кабинета.')).toBeTruthy()
    expect(location.pathname).toBe('/login')
    expect(localStorage.getItem('kabinet.leaving')).toBeNull()
  })
  it('is told though its answer clears what the browser kept, before it arrives', async () => {
    await press_out({
      'DELETE /api/session': () => {
        localStorage.clear()
        dispatchEvent(new StorageEvent('storage', { key: null }))
        return { status: 204 }
      },
    })
    expect(await screen.findByText('Вы вышли из кабинета.')).toBeTruthy()
  })
  it('in one tab hides the cabinet in the others, until somebody signs in', async () => {
    serve({ ...inside, 'DELETE /api/session': away })
    await open('/')
    await screen.findAllByText(/187.453/)
    const key = 'kabinet.leaving'
    const said = (newValue: string | null) =>
      act(() => void dispatchEvent(new StorageEvent('storage', { key, newValue })))
    said('left')
    expect(await screen.findByRole('heading', { name: 'Вы ещё не вышли' })).toBeTruthy()
    said(null)
    expect((await screen.findAllByText(/187.453/)).length).toBeGreaterThan(0)
  })
  it('is told when the server knows of no session', async () => {
    await press_out({ 'DELETE /api/session': refusal(401, 'session_required') })
    expect(await screen.findByText('Вы вышли из кабинета.')).toBeTruthy()
  })
  it('goes on by itself when the connection returns', async () => {
    let online = false
    await press_out({ 'DELETE /api/session': () => (online ? { status: 204 } : away()) })
    await screen.findByRole('heading', { name: 'Вы ещё не вышли' })
    online = true
    act(() => void dispatchEvent(new Event('online')))
    expect(await screen.findByText('Вы вышли из кабинета.')).toBeTruthy()
  })
  it('outlives a reload, which ends the session before it shows anything', async () => {
    await press_out({ 'DELETE /api/session': away })
    await screen.findByRole('heading', { name: 'Вы ещё не вышли' })
    cleanup()
    const asked = serve({
      ...inside,
      'DELETE /api/session': ({ headers }) =>
        headers.get('X-CSRF') === 'fresh' ? { status: 204 } : refusal(403, 'csrf_refused'),
      'GET /api/session': { body: { ...anna, csrf: 'fresh' } },
    })
    vi.resetModules()
    const anew = await import('../testing/open')
    await anew.open('/contracts')
    expect(await screen.findByText('Вы вышли из кабинета.')).toBeTruthy()
    expect(asked.map(({ route }) => route)).toEqual([
      'DELETE /api/session',
      'GET /api/session',
      'DELETE /api/session',
    ])
  })
  it('from the warning of idleness takes the same way', async () => {
    serve({
      ...inside,
      'GET /api/session': { body: { ...anna, idle_after_s: 60 } },
      'DELETE /api/session': away,
    })
    const user = await open('/')
    const warning = await screen.findByRole('dialog', { name: 'Вы ещё здесь?' })
    const out = [...warning.querySelectorAll('button')].find((one) => one.textContent === 'Выход')
    await user.click(out as HTMLElement)
    expect(await screen.findByRole('heading', { name: 'Вы ещё не вышли' })).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

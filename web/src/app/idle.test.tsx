// The warning before a session ends, and what it lets a person do.
import { act, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { anna, annas_contract, stamp } from '../testing/cast'
import { open } from '../testing/open'
import { type Answers, refusal, serve } from '../testing/server'

const server: Answers = {
  'GET /api/session': { body: anna },
  'DELETE /api/session': { status: 204 },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/contracts': {
    body: {
      contracts: [annas_contract],
      total_outstanding_kopecks: 1,
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
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

async function sit_down(more: Answers = {}) {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const asked = serve({ ...server, ...more })
  await open('/')
  await screen.findByText('Здравствуйте, Анна Петровна')
  return asked
}

describe('the end of an idle session', () => {
  it('is announced two minutes before, and put off by one press', async () => {
    await sit_down()
    await pass(770)
    expect(screen.queryByText('Вы ещё здесь?')).toBeNull()
    await pass(20)
    expect(screen.getByText('Вы ещё здесь?')).toBeTruthy()
    act(() => screen.getByRole('button', { name: 'Остаться в кабинете' }).click())
    await pass(5)
    expect(screen.queryByText('Вы ещё здесь?')).toBeNull()
  })
  it('signs out by itself when nobody answers', async () => {
    const asked = await sit_down()
    await pass(905)
    expect(asked.some(({ route }) => route === 'DELETE /api/session')).toBe(true)
    expect(location.pathname).toBe('/login')
  })
  it('is not put off by the page asking for changes on its own', async () => {
    const asked = await sit_down()
    await pass(700)
    const before = asked.length
    await pass(60)
    expect(asked.length).toBe(before)
  })
  it('is counted by the server’s clock: a device may be half a day ahead', async () => {
    const served_ms = Date.now() - 12 * 3600_000
    const answer = {
      headers: { Date: new Date(served_ms).toUTCString() },
      body: { ...anna, expires_at: new Date(served_ms + 600_000).toISOString() },
    }
    await sit_down({ 'GET /api/session': answer })
    await pass(10)
    expect(location.pathname).toBe('/')
    expect(screen.queryByRole('dialog')).toBeNull()
    await pass(480)
    expect(screen.getByText('Сеанс скоро закончится')).toBeTruthy()
  })
})

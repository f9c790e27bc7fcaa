// The list of one's own sessions and how they are ended.
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { anna } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { type Answers, refusal, serve } from '../../testing/server'
import { device_of } from './device'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1'
const desk = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36'
const times = {
  created_at: '2026-11-20T09:00:00Z',
  last_seen_at: '2026-11-22T09:00:00Z',
  expires_at: '2026-11-22T21:00:00Z',
}
const here = { id: 's1', current: true, device: desk, network: '127.0.0.0/24', ...times }
const there = { id: 's2', current: false, device: phone, network: '95.24.10.0/24', ...times }
const server: Answers = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/sessions': { body: { sessions: [here, there] } },
}

describe('sessions', () => {
  it('name the device and network of each and mark this one', async () => {
    serve(server)
    await open('/sessions')
    expect(await screen.findByRole('heading', { name: 'Chrome на Windows' })).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Safari на iPhone' })).toBeTruthy()
    expect(screen.getAllByText('Это устройство').length).toBe(1)
    expect(screen.getByText('95.24.10.0/24')).toBeTruthy()
    await expect_accessible()
  })
  it('end one at a time, with the CSRF value', async () => {
    const asked = serve({ ...server, 'DELETE /api/sessions/s2': { status: 204 } })
    const user = await open('/sessions')
    await user.click(await screen.findByRole('button', { name: 'Завершить: Safari на iPhone' }))
    await screen.findByText('Сеанс завершён')
    expect(
      asked.find(({ route }) => route === 'DELETE /api/sessions/s2')?.headers.get('X-CSRF'),
    ).toBe('anna-csrf')
    expect(location.pathname).toBe('/sessions')
  })
  it('all end only after a second yes', async () => {
    const asked = serve({ ...server, 'DELETE /api/sessions': { status: 204 } })
    const user = await open('/sessions')
    await user.click(await screen.findByRole('button', { name: 'Завершить все сеансы' }))
    expect(asked.some(({ route }) => route === 'DELETE /api/sessions')).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Да, завершить все' }))
    await waitFor(() => expect(location.pathname).toBe('/login'))
  })
  it('name a browser behind the names it pretends to be', () => {
    expect(
      device_of('Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 YaBrowser/24.10 Safari/537.36').browser,
    ).toBe('Яндекс Браузер')
    expect(device_of('Mozilla/5.0 (Macintosh) Chrome/130.0 Safari/537.36 Edg/130.0')).toEqual({
      browser: 'Edge',
      system: 'macOS',
    })
    expect(device_of('curl/8')).toEqual({ browser: null, system: null })
  })
})

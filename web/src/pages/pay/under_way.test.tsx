// The time that is left for a payment, on a device whose clock is wrong.
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { anna } from '../../testing/cast'
import { open } from '../../testing/open'
import { annas_payable, annas_payment } from '../../testing/payments'
import { refusal, serve } from '../../testing/server'

it('the time left for a payment is counted by the server’s clock', async () => {
  const served_ms = Date.now() - 12 * 3600_000
  const payment = {
    ...annas_payment,
    confirmation: { type: 'redirect', url: 'https://bank.example/pay', qr: null },
    expires_at: new Date(served_ms + 600_000).toISOString(),
  }
  serve({
    'GET /api/session': { body: anna },
    'GET /api/live': refusal(503, 'unavailable'),
    'GET /api/payments': { body: { payments: [], next_cursor: null } },
    'GET /api/payments/options': { body: annas_payable },
    [`GET /api/payments/${payment.id}`]: {
      headers: { Date: new Date(served_ms).toUTCString() },
      body: payment,
    },
  })
  await open(`/pay/${payment.id}`)
  expect(await screen.findByRole('link', { name: 'Перейти на страницу банка' })).toBeTruthy()
  expect(screen.getByRole('timer').textContent).toMatch(/^(10:0\d|9:5\d)$/)
})

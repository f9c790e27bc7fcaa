// The operations as a file: it comes, or the page says why it does not.
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { anna, annas_contract, operation, stamp } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { type Answers, refusal, serve } from '../../testing/server'

const base = `/api/contracts/${annas_contract.id}/operations`
const server: Answers = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/contracts': { body: { contracts: [annas_contract], ...stamp } },
  [`GET ${base}`]: { body: { operations: [operation(1)], next_cursor: null, ...stamp } },
}
const saved: string[] = []

beforeEach(() => {
  saved.length = 0
  URL.createObjectURL = () => 'blob:here'
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(
    this: HTMLAnchorElement,
  ) {
    saved.push(`${this.download} ${this.href}`)
  })
})

async function press(answers: Answers) {
  const asked = serve({ ...server, ...answers })
  const user = await open(`/contracts/${annas_contract.id}/operations?from=2026-01-01`)
  await user.click(await screen.findByRole('link', { name: /CSV/ }))
  return { asked, user }
}

describe('a file of operations', () => {
  it('is fetched with the filters and saved under the name that the server gave', async () => {
    const named = `attachment; filename="-.csv"; filename*=UTF-8''%D0%94.csv`
    const headers = { 'Content-Disposition': named }
    const { asked } = await press({ [`GET ${base}.csv`]: { headers, body: 'x' } })
    await waitFor(() => expect(saved).toEqual(['Д.csv blob:here']))
    const file = asked.find(({ route }) => route.endsWith('.csv'))
    expect(file?.search.get('from')).toBe('2026-01-01')
    expect(file?.search.get('language')).toBe('ru')
    expect(screen.queryByRole('alert')).toBeNull()
  })
  it.each([
    ['too long a period', refusal(422, 'export_is_short_enough'), 'Выберите период короче'],
    ['a server that is away', { status: 503, body: 'away' }, 'ненадолго недоступен'],
    ['no connection', () => { throw new TypeError('Failed to fetch') }, 'Нет связи с сервером'],
  ])('that does not come because of %s says so', async (_, answer, reason) => {
    await press({ [`GET ${base}.csv`]: answer })
    expect((await screen.findByRole('alert')).textContent).toContain(reason)
    expect(saved).toEqual([])
    await expect_accessible()
  })
  it('leads to sign-in when the session is over, and back afterwards', async () => {
    await press({ [`GET ${base}.csv`]: refusal(401, 'session_required') })
    await waitFor(() => expect(location.pathname).toBe('/login'))
    expect(location.search).toContain('operations')
  })
  it('is asked for once while it is on its way', async () => {
    serve(server)
    const user = await open(`/contracts/${annas_contract.id}/operations`)
    const link = await screen.findByRole('link', { name: /XLSX/ })
    const never = vi.fn(() => new Promise<Response>(() => undefined))
    vi.stubGlobal('fetch', never)
    await user.dblClick(link)
    expect(await screen.findByText('Готовим файл…')).toBeTruthy()
    expect(link.getAttribute('aria-disabled')).toBe('true')
    expect(never.mock.calls.length).toBe(1)
  })
})

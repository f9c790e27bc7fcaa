// A page that cannot be loaded is not a broken page: it comes later, by itself.
import { act, cleanup, render, screen } from '@testing-library/react'
import { lazy, Suspense } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { anna, stamp } from '../testing/cast'
import { open } from '../testing/open'
import { refusal, serve } from '../testing/server'
import { Crash } from './crash'
import { or_not_loaded } from './not_loaded'
import { reload } from './reload'

vi.mock('./reload', async (original) => ({
  ...(await original<typeof import('./reload')>()),
  reload: vi.fn(),
}))
vi.mock('../pages/session/sessions.page', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

const here = { 'HEAD /site.json': { body: {} } }
const away = {
  'HEAD /site.json': () => {
    throw new TypeError('Failed to fetch')
  },
}

beforeEach(() => {
  sessionStorage.clear()
  vi.mocked(reload).mockClear()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

function draw() {
  const load = () => Promise.reject<{ default: () => null }>(new TypeError('Importing failed'))
  const Page = lazy(or_not_loaded(load))
  render(
    <Crash path="/">
      <Suspense>
        <Page />
      </Suspense>
    </Crash>,
  )
}

describe('a page whose script is not there any more', () => {
  it('is loaded anew once by itself, and the second time only when asked to', async () => {
    serve(here)
    draw()
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1))
    cleanup()
    draw()
    const button = await screen.findByRole('button', { name: 'Обновить страницу' })
    expect(reload).toHaveBeenCalledTimes(1)
    expect(document.body.textContent).not.toContain('наша ошибка')
    act(() => button.click())
    expect(reload).toHaveBeenCalledTimes(2)
  })
  it('waits for the connection and opens when it is back', async () => {
    serve(away)
    draw()
    expect((await screen.findByRole('alert')).textContent).toContain('Нет связи')
    expect(reload).not.toHaveBeenCalled()
    serve(here)
    act(() => void dispatchEvent(new Event('online')))
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1))
  })
  it('leaves the menu and the way out where they are', async () => {
    serve({
      ...away,
      'GET /api/session': { body: anna },
      'GET /api/live': refusal(503, 'unavailable'),
      'GET /api/contracts': { body: { contracts: [], ...stamp } },
    })
    await open('/sessions')
    expect(screen.getByRole('heading', { name: 'Нет связи' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Выход' })).toBeTruthy()
    act(() => screen.getByRole('link', { name: 'Договоры' }).click())
    expect(await screen.findByRole('heading', { name: 'Договоры' })).toBeTruthy()
  })
})

describe('a page that throws while it is drawn', () => {
  it('says so and asks the server nothing', () => {
    const asked = serve({})
    const Bad = () => {
      throw new Error('not a number')
    }
    render(
      <Crash>
        <Bad />
      </Crash>,
    )
    expect(screen.getByRole('heading', { name: 'Страница сломалась' })).toBeTruthy()
    expect(asked).toEqual([])
  })
})

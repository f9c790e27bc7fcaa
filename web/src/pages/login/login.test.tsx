// Sign-in and activation as a person goes through them, every refusal included.
import { cleanup, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { anna, stamp } from '../../testing/cast'
import { expect_accessible, open } from '../../testing/open'
import { refusal, serve } from '../../testing/server'
import { safe_next } from './next'

const challenge = {
  challenge: 't',
  phone_hint: '+7 ••• •••-12-34',
  resend_after_s: 30,
  expires_in_s: 180,
}
const right = { 'POST /api/login': { body: challenge } }
const inside = {
  'GET /api/session': { body: anna },
  'GET /api/live': refusal(503, 'unavailable'),
  'GET /api/contracts': {
    body: {
      contracts: [],
      total_outstanding_kopecks: 0,
      total_overdue_kopecks: 0,
      next_payment_on: null,
      next_payment_kopecks: null,
      ...stamp,
    },
  },
}

async function sign_in(address = '/login') {
  const user = await open(address)
  await user.type(await screen.findByLabelText('ID клиента'), 'c0000001')
  await user.type(screen.getByLabelText('Пароль'), 'right-password')
  await user.click(screen.getByRole('button', { name: 'Продолжить' }))
  return user
}

describe('sign-in', () => {
  it('shows no field for a code before the ID and password are right', async () => {
    serve({ 'POST /api/login': refusal(401, 'login_or_password_wrong') })
    await sign_in()
    expect(await screen.findByRole('alert')).toHaveProperty(
      'textContent',
      expect.stringContaining('ID или пароль не подошли'),
    )
    expect(screen.queryByLabelText('Код из СМС')).toBeNull()
    await expect_accessible()
  })
  it('asks for the code in a third field, named so that phones fill it in', async () => {
    const asked = serve(right)
    await sign_in()
    const code = await screen.findByLabelText('Код из СМС')
    expect(code.getAttribute('autocomplete')).toBe('one-time-code')
    expect(code.getAttribute('inputmode')).toBe('numeric')
    expect(document.activeElement).toBe(code)
    expect(screen.getByLabelText('ID клиента')).toHaveProperty('readOnly', true)
    expect(asked[0]?.body).toEqual({ login: 'C0000001', password: 'right-password' })
    expect(screen.getByText(/•••-12-34/)).toBeTruthy()
    await expect_accessible()
  })
  it('says how many tries are left after a wrong code', async () => {
    serve({ ...right, 'POST /api/otp': refusal(401, 'otp_code_wrong', { tries_left: 2 }) })
    const user = await sign_in()
    await user.type(await screen.findByLabelText('Код из СМС'), '111111')
    await user.click(screen.getByRole('button', { name: 'Войти' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Осталось 2.попытки/)
  })
  it('shows how long to wait instead of a silent lock', async () => {
    serve({
      'POST /api/login': { ...refusal(429, 'too_many_requests'), headers: { 'Retry-After': '45' } },
    })
    await sign_in()
    expect((await screen.findByRole('alert')).textContent).toContain('через 0:45')
    expect(screen.getByRole('button', { name: /Продолжить через/ })).toHaveProperty(
      'disabled',
      true,
    )
  })
  it('goes back to the password when the code is over', async () => {
    serve({ ...right, 'POST /api/otp': refusal(410, 'challenge_over') })
    const user = await sign_in()
    await user.type(await screen.findByLabelText('Код из СМС'), '111111')
    await user.click(screen.getByRole('button', { name: 'Войти' }))
    expect((await screen.findByRole('alert')).textContent).toContain('больше не действует')
    expect(screen.queryByLabelText('Код из СМС')).toBeNull()
    expect(screen.getByLabelText('Пароль')).toHaveProperty('value', '')
  })
  it('lists empty fields in a summary with the focus, and asks the server nothing', async () => {
    const asked = serve({})
    const user = await open('/login')
    await user.click(await screen.findByRole('button', { name: 'Продолжить' }))
    const summary = await screen.findByRole('alert')
    expect(document.activeElement).toBe(summary)
    expect(summary.querySelectorAll('li').length).toBe(2)
    expect(asked).toEqual([])
  })
  it('leads on to the page that was wanted', async () => {
    const done = { next: 'home', csrf: 'c', expires_at: anna.expires_at }
    serve({ ...right, ...inside, 'POST /api/otp': { body: done } })
    const user = await sign_in('/login?next=%2Fcontracts')
    await user.type(await screen.findByLabelText('Код из СМС'), '123456')
    await user.click(screen.getByRole('button', { name: 'Войти' }))
    await waitFor(() => expect(location.pathname).toBe('/contracts'))
  })
  it('never leads to another site', () => {
    for (const bad of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'evil',
      '/login',
      null,
    ]) {
      expect(safe_next(bad)).toBe('/')
    }
    expect(safe_next('/contracts/1?why=fee')).toBe('/contracts/1?why=fee')
  })
  const outside = {
    'GET /api/session': refusal(401, 'session_required'),
    'GET /api/sessions': refusal(401, 'session_required'),
  }
  it('is where a page goes when the session is over, with the wanted place kept', async () => {
    serve(inside)
    await open('/contracts')
    await screen.findByRole('heading', { name: 'Договоры' })
    await waitFor(() => expect(localStorage.getItem('kabinet.inside')).toBeTruthy())
    cleanup()
    serve(outside)
    await open('/sessions')
    await waitFor(() => expect(location.pathname + location.search).toBe('/login?next=%2Fsessions'))
    expect(await screen.findByText(/Сеанс завершён/)).toBeTruthy()
  })
  it('tells nobody of the end of a session that he never had', async () => {
    serve(outside)
    await open('/sessions')
    await waitFor(() => expect(location.pathname + location.search).toBe('/login?next=%2Fsessions'))
    await screen.findByLabelText('ID клиента')
    expect(screen.queryByText(/Сеанс завершён/)).toBeNull()
  })
})

describe('activation', () => {
  const begun = {
    'POST /api/activation': { body: challenge },
    'POST /api/otp': { body: { next: 'password', csrf: 'act', expires_at: anna.expires_at } },
  }
  async function to_password() {
    const user = await open('/activate')
    await user.type(await screen.findByLabelText('ID клиента'), 'c0000001')
    await user.type(screen.getByLabelText('Код из письма'), 'ab12-cd34')
    await user.click(screen.getByRole('button', { name: 'Продолжить' }))
    await user.type(await screen.findByLabelText('Код из СМС'), '123456')
    await user.click(screen.getByRole('button', { name: 'Продолжить' }))
    await screen.findByLabelText('Новый пароль')
    return user
  }
  it('leads from letter to SMS to password, and proves it with the CSRF value', async () => {
    const asked = serve({
      ...begun,
      ...inside,
      'POST /api/password': { body: { next: 'home', csrf: 'c', expires_at: anna.expires_at } },
    })
    const user = await to_password()
    await expect_accessible()
    await user.type(screen.getByLabelText('Новый пароль'), 'река камень окно')
    await user.click(screen.getByRole('button', { name: 'Сохранить и войти' }))
    await waitFor(() => expect(location.pathname).toBe('/'))
    const set = asked.find(({ route }) => route === 'POST /api/password')
    expect(set?.headers.get('X-CSRF')).toBe('act')
  })
  it('refuses a short password before asking the server', async () => {
    const asked = serve(begun)
    const user = await to_password()
    await user.type(screen.getByLabelText('Новый пароль'), 'short')
    await user.click(screen.getByRole('button', { name: 'Сохранить и войти' }))
    expect((await screen.findByRole('alert')).textContent).toContain('не меньше 10')
    expect(asked.some(({ route }) => route === 'POST /api/password')).toBe(false)
  })
  it('says why the server refuses a password', async () => {
    serve({ ...begun, 'POST /api/password': refusal(422, 'password_too_common') })
    const user = await to_password()
    await user.type(screen.getByLabelText('Новый пароль'), 'qwertyuiop12')
    await user.click(screen.getByRole('button', { name: 'Сохранить и войти' }))
    expect((await screen.findByRole('alert')).textContent).toContain('в списках украденных')
  })
})

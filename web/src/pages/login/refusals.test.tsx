// What sign-in and activation say of a refusal, and at which field.
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { open } from '../../testing/open'
import { type Answers, refusal, serve } from '../../testing/server'

const challenge = {
  challenge: 't',
  phone_hint: '+7 ••• •••-12-34',
  resend_after_s: 30,
  expires_in_s: 180,
}
const invalid = (fields: object) => refusal(422, 'fields_invalid', { fields })
const marked = () =>
  [...document.querySelectorAll('[aria-invalid=true]')].map((input) => input.id)

async function sign_in(answers: Answers, login = 'K1000001') {
  serve(answers)
  const user = await open('/login')
  await user.type(await screen.findByLabelText('ID клиента'), login)
  await user.type(screen.getByLabelText('Пароль'), 'right-password')
  await user.click(screen.getByRole('button', { name: 'Продолжить' }))
  return user
}

describe('a field that the server could not read', () => {
  it('is marked at sign-in, and only that one', async () => {
    await sign_in({ 'POST /api/login': invalid({ login: 'not_an_id' }) }, 'ой не так')
    expect((await screen.findByRole('alert')).textContent).toContain('выглядит как K1000001')
    expect(marked()).toEqual(['login'])
  })
  it('is marked at activation, each with its own sentence', async () => {
    const fields = { code: 'not_a_code', login: 'not_an_id' }
    serve({ 'POST /api/activation': invalid(fields) })
    const user = await open('/activate')
    await user.type(await screen.findByLabelText('ID клиента'), 'ой не так')
    await user.type(screen.getByLabelText('Код из письма'), 'ой')
    await user.click(screen.getByRole('button', { name: 'Продолжить' }))
    const said = (await screen.findByRole('alert')).textContent
    expect(said).toContain('выглядит как K1000001')
    expect(said).toContain('сверьте его с письмом')
    expect(marked()).toEqual(['login', 'letter_code'])
  })
  it('that no input holds is told at the last one', async () => {
    await sign_in({ 'POST /api/login': invalid({ weather: 'missing' }) })
    expect((await screen.findByRole('alert')).textContent).toContain('Проверьте отмеченные поля')
    expect(marked()).toEqual(['password'])
  })
})

describe('a code from an SMS that is over', () => {
  const over: [string, Answers[string]][] = [
    ['its last try', refusal(401, 'otp_code_wrong', { tries_left: 0 })],
    ['one try too many', refusal(429, 'too_many_requests', { retry_after_s: 177 })],
    ['its time', refusal(410, 'challenge_over')],
  ]
  it.each(over)('after %s leads back to the password and says why', async (_, answer) => {
    const user = await sign_in({ 'POST /api/login': { body: challenge }, 'POST /api/otp': answer })
    await user.type(await screen.findByLabelText('Код из СМС'), '111111')
    await user.click(screen.getByRole('button', { name: 'Войти' }))
    const said = (await screen.findByRole('alert')).textContent
    expect(said).toContain('больше не действует')
    expect(said).not.toContain('2:57')
    expect(screen.queryByLabelText('Код из СМС')).toBeNull()
    const next = screen.getByRole('button', { name: 'Продолжить' })
    expect(next).toHaveProperty('disabled', false)
  })
  it('leads back to the letter in activation', async () => {
    serve({ 'POST /api/activation': { body: challenge }, 'POST /api/otp': over[0]?.[1] ?? {} })
    const user = await open('/activate')
    await user.type(await screen.findByLabelText('ID клиента'), 'K1000007')
    await user.type(screen.getByLabelText('Код из письма'), 'ab12-cd34')
    await user.click(screen.getByRole('button', { name: 'Продолжить' }))
    await user.type(await screen.findByLabelText('Код из СМС'), '111111')
    await user.click(screen.getByRole('button', { name: 'Продолжить' }))
    expect((await screen.findByRole('alert')).textContent).toContain('попытки закончились')
    expect(marked()).toEqual(['letter_code'])
  })
})

describe('a wait after too many tries', () => {
  const wait = refusal(429, 'too_many_requests', { retry_after_s: 868 })
  it('is of one ID: another one may be tried at once', async () => {
    const user = await sign_in({ 'POST /api/login': wait })
    expect(await screen.findByRole('button', { name: 'Продолжить через 14:28' })).toBeTruthy()
    await user.type(screen.getByLabelText('ID клиента'), '2')
    const next = screen.getByRole('button', { name: 'Продолжить' })
    expect(next).toHaveProperty('disabled', false)
    expect(screen.queryByText('Нужно немного подождать')).toBeNull()
  })
  it('stays while only the password changes', async () => {
    const user = await sign_in({ 'POST /api/login': wait })
    await screen.findByText('Нужно немного подождать')
    await user.type(screen.getByLabelText('Пароль'), '2')
    expect(screen.getByText('Нужно немного подождать')).toBeTruthy()
  })
})

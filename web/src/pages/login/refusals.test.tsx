// What sign-in and activation say of a refusal, and at which field.
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { open } from '../../testing/open'
import { type Answers, refusal, serve } from '../../testing/server'

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

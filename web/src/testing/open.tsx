// Opens the whole app at an address, as a browser would, and judges it with axe.
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { expect } from 'vitest'
import { plain_site } from '../api/site'
import { App } from '../app/app'

export async function open(address: string, language: 'ru' | 'en' = 'ru') {
  localStorage.setItem('kabinet.language', language)
  history.replaceState(null, '', address)
  render(<App site={plain_site} />)
  await screen.findByRole('heading', { level: 1 })
  return userEvent.setup()
}

/** Everything axe can see without a layout; contrast is measured in a real browser. */
export async function expect_accessible() {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false } },
  })
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)
  expect(told).toEqual([])
}

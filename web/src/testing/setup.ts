// What jsdom lacks and pages use: media queries, a modal <dialog>, scrolling. Between tests the
// page, the server's answers, the address and what was kept start afresh.
import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

// The first page of a file waits for its scripts; a busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

Object.defineProperty(window, 'matchMedia', {
  value: () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }),
})
window.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
  this.dispatchEvent(new Event('close'))
}

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
  localStorage.clear()
})

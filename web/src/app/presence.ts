// When the person last touched the page, in this tab or in another one of the same browser.
const LOOKING_MS = 10 * 60_000
const events = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'] as const

let last_ms = Date.now()
let told_ms = 0
let held = false
const tabs =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('kabinet.presence')

function touch() {
  if (held) return
  last_ms = Date.now()
  if (last_ms - told_ms < 5000) return
  told_ms = last_ms
  tabs?.postMessage('here')
}

export const last_touch_ms = () => last_ms
/** While held, touching this tab does not count: the warning asks for an answer. */
export function hold_presence(hold: boolean) {
  held = hold
}
export function note_presence() {
  held = false
  touch()
}
export const someone_is_here = () => !document.hidden && Date.now() - last_ms < LOOKING_MS

/** Starts watching; returns how to stop. */
export function watch_presence() {
  const heard = () => {
    last_ms = Date.now()
  }
  last_ms = Date.now()
  events.forEach((name) => addEventListener(name, touch, { passive: true, capture: true }))
  tabs?.addEventListener('message', heard)
  return () => {
    events.forEach((name) => removeEventListener(name, touch, { capture: true }))
    tabs?.removeEventListener('message', heard)
  }
}

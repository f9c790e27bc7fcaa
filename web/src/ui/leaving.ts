// The wish to sign out, kept on the device until the server has ended the session: neither a reload
// nor another tab shows anything before that. Sign-in makes a new session and forgets the wish.
import { useSyncExternalStore } from 'react'
import { forget, keep, kept } from './kept'

export type Wish = 'idle' | 'left'
const wish_of = (text: string | null) => (text === 'idle' || text === 'left' ? text : null)

let wish: Wish | null = wish_of(kept('leaving'))
const watchers = new Set<() => void>()

function become(next: Wish | null) {
  wish = next
  watchers.forEach((changed) => changed())
}

// Another tab's word. All of the storage at once (no key) is cleared by the very answer that ends
// the session, and before it: who waits for that answer must not lose the wish to it.
addEventListener('storage', ({ key, newValue }) => {
  if (key === 'kabinet.leaving') become(wish_of(newValue))
})

export const wish_to_leave = () => wish

export function want_to_leave(why: Wish) {
  keep('leaving', why)
  become(why)
}

export function forget_leaving() {
  forget('leaving')
  become(null)
}

export function useWishToLeave() {
  return useSyncExternalStore(watch, wish_to_leave)
}

function watch(changed: () => void) {
  watchers.add(changed)
  return () => {
    watchers.delete(changed)
  }
}

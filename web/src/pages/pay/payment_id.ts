// The id of a payment, made here and kept BEFORE anything is sent. The same order sends the same id
// from any tab of this browser, after a reload, a lost answer or "back": the server then knows the
// payment and makes no second one. A changed order gets an id of its own.
import type { Order } from '../../api/types'

type Kept = Record<string, { id: string; at_ms: number }>

const NAME = 'kabinet.payments_sent'
// Longer than any attempt stays open at an acquirer; much shorter than the time between two equal
// payments of a schedule, which must not be taken for one.
const LIFE_MS = 2 * 3_600_000
let memory: Kept | null = null

/** `is_new`: no other try has sent this id. */
export function payment_id_of(order: Omit<Order, 'id'>): Promise<{ id: string; is_new: boolean }> {
  return alone(async () => {
    const print = await print_of(order)
    const kept = read()
    const before = kept[print]
    if (before) return { id: before.id, is_new: false }
    const id = crypto.randomUUID()
    write({ ...kept, [print]: { id, at_ms: Date.now() } })
    return { id, is_new: true }
  })
}

/** After this the same order is a new payment. Only for one that took no money, or on a clear wish. */
export function forget_payment_id(id: string): Promise<void> {
  return alone(async () => {
    const kept = Object.entries(read()).filter(([, one]) => one.id !== id)
    write(Object.fromEntries(kept))
  })
}

// Two tabs that read before either has written would make two ids.
async function alone<Out>(work: () => Promise<Out>): Promise<Out> {
  return 'locks' in navigator ? await navigator.locks.request(NAME, work) : await work()
}

// What is paid stays out of the storage: only its print does, and ids say nothing by themselves.
async function print_of({ method, items }: Omit<Order, 'id'>): Promise<string> {
  const lines = items.map((item) => `${item.contract_id} ${item.amount_kopecks}`).sort()
  const bytes = new TextEncoder().encode([method, ...lines].join('\n'))
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function read(): Kept {
  const kept = stored()
  const fresh = Object.entries(kept).filter(([, one]) => Date.now() - one.at_ms < LIFE_MS)
  return Object.fromEntries(fresh)
}

function stored(): Kept {
  if (memory) return memory
  try {
    return (JSON.parse(localStorage.getItem(NAME) ?? '{}') ?? {}) as Kept
  } catch {
    return {}
  }
}

function write(kept: Kept) {
  try {
    localStorage.setItem(NAME, JSON.stringify(kept))
  } catch {
    // Storage is off or full: ids last as long as this page; the list of payments shows the rest.
    memory = kept
  }
}

// The one way to the server: JSON out, JSON or a file in, a problem becomes `Refused`, no network
// becomes `Offline`. Keeps the CSRF value in memory only; what the codes mean in words is not known
// here.
import type { RefusalCode } from './types'

type Problem = {
  code?: string
  fields?: Record<string, string>
  tries_left?: number
  retry_after_s?: number
  reference?: string
}

export class Refused extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly fields: Record<string, string>
  readonly tries_left?: number
  readonly retry_after_s?: number
  readonly reference?: string

  constructor(status: number, problem: Problem) {
    super(problem.code ?? `status ${status}`)
    this.status = status
    this.code = (problem.code ?? code_of_status(status)) as RefusalCode
    this.fields = problem.fields ?? {}
    this.tries_left = problem.tries_left
    this.retry_after_s = problem.retry_after_s
    this.reference = problem.reference
  }
}

export class Offline extends Error {}

let behind_ms = 0
/** An instant of the server by this device's clock, which may be hours off. */
export const local_ms = (instant: string) => Date.parse(instant) - behind_ms

function note_clock(date: string | null) {
  const told_ms = Date.parse(date ?? '')
  if (!Number.isNaN(told_ms)) behind_ms = told_ms - Date.now()
}

let csrf = ''
export function remember_csrf(value: string) {
  csrf = value
}

type Method = 'GET' | 'POST' | 'DELETE'

export async function call<Out>(method: Method, path: string, body?: unknown): Promise<Out> {
  const response = await ask(method, path, body)
  if (response.status === 204) return undefined as Out
  return JSON.parse(await response.text()) as Out
}

export type SavedFile = { content: Blob; name: string }

/** A file with the name that the server gave it. */
export async function call_file(path: string): Promise<SavedFile> {
  const response = await ask('GET', path)
  const content = await response.blob().catch(cut_off)
  const named = response.headers.get('Content-Disposition') ?? ''
  const whole = /filename\*=UTF-8''([^;]+)/i.exec(named)?.[1]
  const plain = /filename="([^"]+)"/i.exec(named)?.[1]
  return { content, name: whole ? decodeURIComponent(whole) : (plain ?? 'file') }
}

const cut_off = (): never => {
  throw new Offline('no answer')
}

async function ask(method: Method, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json'
    if (csrf) headers['X-CSRF'] = csrf
  }
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' }
  if (body !== undefined) init.body = JSON.stringify(body)
  const response = await fetch(path, init).catch(cut_off)
  note_clock(response.headers.get('Date'))
  if (response.ok) return response
  throw new Refused(response.status, problem_of(response, await response.text()))
}

// nginx answers some refusals by itself (rates, sizes, a worker away), so the body may be HTML.
function problem_of(response: Response, text: string): Problem {
  let problem: Problem = {}
  try {
    problem = JSON.parse(text) as Problem
  } catch {
    problem = {}
  }
  const wait = Number(response.headers.get('Retry-After'))
  if (problem.retry_after_s === undefined && wait > 0) problem.retry_after_s = wait
  return problem
}

function code_of_status(status: number): RefusalCode {
  if (status === 401) return 'session_required'
  if (status === 404) return 'not_found'
  if (status === 413) return 'body_too_large'
  if (status === 429) return 'too_many_requests'
  if (status === 502 || status === 503 || status === 504) return 'unavailable'
  return 'internal'
}

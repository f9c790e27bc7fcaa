// A server made of a table: "GET /api/contracts" -> answer. Records what was asked; an address that
// the table does not have fails the test, so that no page asks for what no function answers.
import { vi } from 'vitest'

type Answer = { status?: number; headers?: Record<string, string>; body?: unknown }
type Asked = { route: string; search: URLSearchParams; body: unknown; headers: Headers }
export type Answers = Record<string, Answer | ((asked: Asked) => Answer)>

export function serve(answers: Answers) {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const url = new URL(path, 'http://localhost')
    const one: Asked = {
      route: `${init.method ?? 'GET'} ${url.pathname}`,
      search: url.searchParams,
      body: init.body ? JSON.parse(init.body as string) : undefined,
      headers: new Headers(init.headers),
    }
    asked.push(one)
    const found = answers[one.route]
    if (!found) throw new Error(`nobody answers ${one.route}`)
    const { status = 200, headers, body } = typeof found === 'function' ? found(one) : found
    const text = status === 204 ? null : JSON.stringify(body)
    return new Response(text, { status, headers })
  })
  return asked
}

export const refusal = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, ...more },
})

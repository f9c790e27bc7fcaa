// Changes reach the page by events, and by asking when events fail.
import { describe, expect, it, vi } from 'vitest'
import { refusal, serve } from '../testing/server'
import { listen } from './live'

class Channel {
  static last: Channel | null = null
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  closed = false
  constructor(readonly url: string) {
    Channel.last = this
  }
  close() {
    this.closed = true
  }
}

async function connect() {
  Channel.last = null
  vi.stubGlobal('EventSource', Channel)
  serve({ 'GET /api/live': { body: { url: '/live/secret', expires_in_s: 600 } } })
  const onChange = vi.fn()
  const onState = vi.fn()
  const stop = listen(onChange, onState)
  await vi.waitFor(() => expect(Channel.last).not.toBeNull())
  return { onChange, onState, stop, channel: Channel.last as unknown as Channel }
}

describe('live updates', () => {
  it('refresh the page on an event of operations and on nothing else', async () => {
    const { onChange, onState, stop, channel } = await connect()
    channel.onopen?.()
    expect(onState).toHaveBeenLastCalledWith('live')
    channel.onmessage?.({ data: 'not json' })
    channel.onmessage?.({ data: '{"kind":"weather"}' })
    expect(onChange).not.toHaveBeenCalled()
    channel.onmessage?.({ data: '{"kind":"operations","contract":"x"}' })
    expect(onChange).toHaveBeenCalledTimes(1)
    stop()
    expect(channel.closed).toBe(true)
  })
  it('fall back to asking when the channel breaks', async () => {
    const { onState, stop, channel } = await connect()
    channel.onopen?.()
    channel.onerror?.()
    expect(onState).toHaveBeenLastCalledWith('polling')
    expect(channel.closed).toBe(true)
    stop()
  })
  it('fall back to asking when no channel is given', async () => {
    vi.stubGlobal('EventSource', Channel)
    serve({ 'GET /api/live': refusal(503, 'unavailable') })
    const onState = vi.fn()
    const stop = listen(() => undefined, onState)
    await vi.waitFor(() => expect(onState).toHaveBeenCalledWith('polling'))
    stop()
  })
})

// The organisation's colour is kept readable.
import { describe, expect, it } from 'vitest'
import { contrast, parse, readable } from './brand'

describe('the colour of an organisation', () => {
  it('stays as it is when people can read it', () => {
    expect(readable([28, 93, 153], [244, 245, 242], [0, 0, 0])).toBe('#1c5d99')
  })
  it.each(['#ffe100', '#ff6600', '#00ffcc', '#ffffff'])(
    'is made readable on both grounds: %s',
    (colour) => {
      const rgb = parse(colour)
      if (!rgb) throw new Error('not a colour')
      const light = parse(readable(rgb, [244, 245, 242], [0, 0, 0]))
      const dark = parse(readable(rgb, [25, 29, 32], [255, 255, 255]))
      expect(contrast(light ?? [0, 0, 0], [244, 245, 242])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(dark ?? [0, 0, 0], [25, 29, 32])).toBeGreaterThanOrEqual(4.5)
    },
  )
  it('is ignored when it is not a colour', () => {
    expect(parse('red; background: url(x)')).toBeNull()
  })
})

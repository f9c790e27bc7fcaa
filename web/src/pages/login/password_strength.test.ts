// What the hints say of a password; whether it is taken is for the server to say.
import { describe, expect, it } from 'vitest'
import { rules_of, strength_of } from './password_strength'

describe('hints for a password', () => {
  it('want ten to 128 characters, counted as people count them', () => {
    expect(rules_of('девятьзна', '').length).toBe(false)
    expect(rules_of('десятьзнак', '').length).toBe(true)
    expect(rules_of('🙂'.repeat(10), '').length).toBe(true)
    expect(rules_of('x'.repeat(129), '').length).toBe(false)
  })
  it('notice one repeated character and runs of neighbours', () => {
    for (const run of ['aaaaaaaaaaaa', '1234567890', 'abcdefghijkl'])
      expect(rules_of(run, '').varied).toBe(false)
    expect(rules_of('река камень окно', '').varied).toBe(true)
  })
  it('notice the own ID in any letter case', () => {
    expect(rules_of('my-c0000001-pass', 'C0000001').own).toBe(false)
  })
  it('call a password weak while one rule is not met, and long ones excellent', () => {
    expect(strength_of('short', '')).toBe(0)
    expect(strength_of('aaaaaaaaaaaaaaaaaaaaaaaaa', '')).toBe(0)
    expect(strength_of('река камень окно чайник', '')).toBe(3)
  })
})

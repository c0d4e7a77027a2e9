import { expect, test } from 'vitest'
import { hashCode, newCode } from './one-time-code.ts'
import { seal, unseal } from './seal.ts'

const secret = 's'.repeat(32)

test('ASVS 6.5.3-4: codes are evenly spread over all million, leading zeros included', () => {
  const total = 100_000
  const firsts = Array<number>(10).fill(0)
  for (let i = 0; i < total; i++) {
    const { code } = newCode({ id: 'any', secret })
    expect(code).toMatch(/^[0-9]{6}$/)
    const first = Number(code[0])
    firsts[first] = (firsts[first] ?? 0) + 1
  }
  const expected = total / 10
  const chiSquare = firsts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
  // Nine degrees of freedom: more than 33.7 happens once in ten thousand times.
  expect(chiSquare).toBeLessThan(33.7)
})

test('a code’s hash says nothing about the code of another session or under another secret', () => {
  const one = hashCode('123456', { id: 'one', secret })
  expect(hashCode('123456', { id: 'one', secret }).equals(one)).toBe(true)
  expect(hashCode('123456', { id: 'two', secret }).equals(one)).toBe(false)
  expect(hashCode('123456', { id: 'one', secret: 't'.repeat(32) }).equals(one)).toBe(false)
})

test('what is sealed opens with its secret and purpose alone, and unchanged', () => {
  const sealed = seal('Your code is 123456', { secret, purpose: 'mail' })
  expect(sealed.toString('latin1')).not.toContain('123456')
  expect(unseal(sealed, { secret, purpose: 'mail' })).toBe('Your code is 123456')
  expect(() => unseal(sealed, { secret, purpose: 'key' })).toThrow()
  expect(() => unseal(sealed, { secret: 't'.repeat(32), purpose: 'mail' })).toThrow()
  sealed[30] = (sealed[30] ?? 0) ^ 1
  expect(() => unseal(sealed, { secret, purpose: 'mail' })).toThrow()
})

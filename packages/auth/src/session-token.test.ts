import { expect, test } from 'vitest'
import { hashToken, hashTokenAsText, isToken, newToken } from './session-token.ts'

test('ASVS 7.2.3, 11.5.1: tokens are 256 random bits, stored only as their hash', () => {
  const made = Array.from({ length: 1_000 }, () => newToken())
  expect(new Set(made.map((each) => each.token)).size).toBe(1_000)
  for (const { token, hash } of made) {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hash).toHaveLength(32)
    expect(hashToken(token).equals(hash)).toBe(true)
    expect(hashTokenAsText(token)).toBe(hash.toString('base64url'))
    expect(isToken(token)).toBe(true)
  }
})

test('whatever is no token is told apart by its shape', () => {
  for (const junk of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}\n`])
    expect(isToken(junk), JSON.stringify(junk)).toBe(false)
})

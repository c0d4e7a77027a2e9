import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newRefreshToken, readRefreshToken, successorOf } from './refresh-token.ts'
import { hashToken } from './session-token.ts'

const secret = 's'.repeat(32)
const owner = { sessionId: '01890000-0000-7000-8000-0123456789ab', secret }

test('a token says which session it refreshes, and is stored as its hash', () => {
  const { token, hash } = newRefreshToken(owner)
  expect(token).toMatch(/^[A-Za-z0-9_-]{86}$/)
  expect(readRefreshToken(token, secret)).toEqual({ sessionId: owner.sessionId, hash })
  expect(hash).toEqual(hashToken(token))
  expect(newRefreshToken(owner).token).not.toBe(token)
})

test('whatever we have not made is none of ours', () => {
  const { token } = newRefreshToken(owner)
  const bytes = Buffer.from(token, 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const forged = Buffer.from(bytes)
    forged[at] = (forged[at] ?? 0) ^ 1
    expect([at, readRefreshToken(forged.toString('base64url'), secret)]).toEqual([at, null])
  }
  expect(readRefreshToken(token, 't'.repeat(32))).toBeNull()
  for (const junk of [
    '',
    'junk',
    `${token}a`,
    `a${token}`,
    token.slice(1),
    `${token}=`,
    `${token}\n`,
    `${token.slice(0, 85)}+`,
  ])
    expect([junk, readRefreshToken(junk, secret)]).toEqual([junk, null])
})

test('one token and one nonce have one successor; another nonce, token or secret has another', () => {
  const { token } = newRefreshToken(owner)
  const nonce = randomBytes(16)
  const next = successorOf(token, { ...owner, nonce })
  expect(successorOf(token, { ...owner, nonce })).toEqual(next)
  expect(readRefreshToken(next.token, secret)).toEqual({ sessionId: owner.sessionId, hash: next.hash })
  const others = [
    successorOf(token, { ...owner, nonce: randomBytes(16) }),
    successorOf(newRefreshToken(owner).token, { ...owner, nonce }),
    successorOf(token, { ...owner, secret: 't'.repeat(32), nonce }),
  ]
  expect(new Set([token, next.token, ...others.map((other) => other.token)]).size).toBe(5)
})

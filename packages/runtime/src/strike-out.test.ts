import { expect, test } from 'vitest'
import { strikeOut } from './strike-out.ts'

test('whatever is called like a secret is struck out, at the top and two steps down', () => {
  for (const name of [
    'password',
    'token',
    'code',
    'cookie',
    'authorization',
    'refreshToken',
    'accessToken',
  ]) {
    const secret = { [name]: 'hunter2', runId: 7 }
    const struck = { [name]: '[secret]', runId: 7 }
    expect(strikeOut(secret), name).toEqual(struck)
    expect(strikeOut({ input: secret }), name).toEqual({ input: struck })
    expect(strikeOut({ call: { input: secret } }), name).toEqual({ call: { input: struck } })
    expect(strikeOut({ tried: [secret] }), name).toEqual({ tried: [struck] })
  }
})

test('a secret that is no text, or is none at all, is struck out as well', () => {
  expect(strikeOut({ token: { parts: ['a'] }, code: 424_242, cookie: null })).toEqual({
    token: '[secret]',
    code: '[secret]',
    cookie: '[secret]',
  })
  expect(strikeOut({ token: undefined, at: 1 })).toEqual({ token: undefined, at: 1 })
})

test('what was given is left as it is, and comes back itself where there is nothing to strike out', () => {
  const innocent = { runId: 7, deep: { list: [1, null, undefined] } }
  expect(strikeOut(innocent)).toBe(innocent)
  const input = { token: 'abc123', nested: { code: '424242' } }
  strikeOut(input)
  expect(input).toEqual({ token: 'abc123', nested: { code: '424242' } })
})

test('an error keeps its message and stack', () => {
  const err = new Error('broke')
  expect(strikeOut({ err }).err).toBe(err)
})

import { expect, test } from 'vitest'
import { codeFrom, codePattern, codeRules, typedCode } from './one-time-code.ts'

test('a code has six digits, leading zeros too, lives five minutes, has five tries and waits a minute for the next', () => {
  expect([codeFrom(7), codeFrom(0), codeFrom(999_999)]).toEqual(['000007', '000000', '999999'])
  expect(codeRules).toEqual({ digits: 6, lifeMs: 300_000, tries: 5, resendAfterMs: 60_000 })
})

test('what was pasted with spaces, dashes or in full width is the code that it means', () => {
  for (const typed of ['123 456', ' 123456\n', '123-456', '１２３４５６', '1 2 3 4 5 6'])
    expect(typedCode(typed)).toBe('123456')
})

test('only six digits of ASCII are a code', () => {
  for (const good of ['000000', '123456']) expect(codePattern.test(good)).toBe(true)
  for (const bad of ['12345', '1234567', 'a23456', '１２３４５６', '123456\n', ' 123456', ''])
    expect([bad, codePattern.test(bad)]).toEqual([bad, false])
})

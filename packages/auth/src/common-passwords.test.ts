import { dictionary } from '@zxcvbn-ts/language-common'
import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'

test('ASVS 6.2.4, 6.2.12: all of the fifty thousand passwords that are tried first are known, whole and in any case', () => {
  const list = dictionary['passwords-common'] as readonly string[]
  expect(list.length).toBeGreaterThan(30_000)
  expect(list.filter((each) => !isCommonPassword(each))).toEqual([])
  expect(list.slice(0, 3_000).filter((each) => !isCommonPassword(each.toUpperCase()))).toEqual([])
  for (const longer of ['password and a sail', 'qwerty123456 over the harbour'])
    expect(isCommonPassword(longer)).toBe(false)
})

test('digits and marks at the end make no common password another one', () => {
  for (const longer of ['Password12345', 'password2026!', 'QWERTY-123456', 'iloveyou____2'])
    expect(isCommonPassword(longer)).toBe(true)
  for (const other of ['planks over the harbour 9', '48151623421999', '12 angry ferrymen'])
    expect(isCommonPassword(other)).toBe(false)
})

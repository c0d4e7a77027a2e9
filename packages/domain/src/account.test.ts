import { expect, test } from 'vitest'
import { characters, hasRole, isContextWord, nameKey, roles, usernamePattern } from './account.ts'

test('each role may what the ones before it may, and nothing more', () => {
  for (const [at, role] of roles.entries())
    for (const [least, needed] of roles.entries()) expect(hasRole({ role }, needed)).toBe(at >= least)
})

test('two spellings of a name have one key', () => {
  expect(nameKey('Ada')).toBe(nameKey('aDA'))
  expect(nameKey('A\u030angstrom')).toBe(nameKey('Ångstrom'))
  expect(nameKey('ａｄａ')).toBe('ada')
})

test('a name is 3 to 30 of letters, digits, dots, dashes and underscores, and nothing looks like another', () => {
  for (const name of ['ada', 'a.b', 'A1_b-c', 'a'.repeat(30), '007'])
    expect([name, usernamePattern.test(name)]).toEqual([name, true])
  for (const name of [
    'ab',
    'a',
    '',
    'a'.repeat(31),
    '.ab',
    'ab.',
    '-ab',
    'ab-',
    '_ab',
    'ab_',
    'а\u0434\u043c\u0438\u043d',
    'ad\u200ba',
    'a b',
    'ada\n',
    '\u202eada',
    'adа',
  ])
    expect([name, usernamePattern.test(name)]).toEqual([name, false])
})

test('length is counted as people count it', () => {
  expect(characters('😀😀')).toBe(2)
  expect(characters('abc')).toBe(3)
})

test('the person’s names and the product’s own make no password; a sentence that holds one does', () => {
  const who = { username: 'grace.h', email: 'hopper@example.org' }
  for (const password of [
    'graceh',
    'Grace.H',
    'grace-h 1906',
    'GRACEHGRACEH',
    'hopper',
    'hopper@example.org',
    'Shiplap2026',
    'shiplapshiplap',
  ])
    expect([password, isContextWord(password, who)]).toEqual([password, true])
  for (const password of [
    'grace and a harbour',
    'my hopper is full',
    'shipla',
    'gracehx',
    '12345',
    'gracehgrace',
  ])
    expect([password, isContextWord(password, who)]).toEqual([password, false])
  expect(isContextWord('anything', {})).toBe(false)
  expect(isContextWord('anything', { username: null, email: null })).toBe(false)
  expect(isContextWord('!!!', { username: '...' })).toBe(false)
})

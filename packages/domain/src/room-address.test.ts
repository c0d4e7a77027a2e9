import { expect, test } from 'vitest'
import { addressIn, addressOf, privateAddressOf, roomOfChallenge, roomOfRun } from './room-address.ts'

const address = /^[a-z0-9]+(-[a-z0-9]+)*$/

test('a title becomes an address of lower-case letters, digits and dashes', () => {
  expect(addressOf('  The Ålesund — crew! ')).toBe('the-alesund-crew')
  expect(addressOf(`${'a'.repeat(59)} bc`)).toBe('a'.repeat(59))
  expect(addressOf('a'.repeat(80))).toBe('a'.repeat(60))
  expect(addressOf('Ⅷ ½')).toBe('viii-1-2')
  expect(addressOf('Party 🎉')).toBe('party')
})

test('a title of any script has an address, and two titles have two', () => {
  const titles = [
    '日本語の部屋',
    'Комната',
    '🎉🎉',
    '!?',
    'Комната 5',
    'Беседка 5',
    'غرفة',
    '٣',
    `${'Я'.repeat(79)}1`,
  ]
  const addresses = titles.map((title) => addressOf(title))
  for (const made of [...addresses, ...titles.map((title) => privateAddressOf(title, '0123abcd'))]) {
    expect(made).toMatch(address)
    expect(made.length).toBeLessThanOrEqual(70)
  }
  expect(new Set(addresses).size).toBe(titles.length)
  expect(addressOf('日本語の部屋')).toBe('room-0gufi5l')
  expect(addressOf('Комната 5')).toMatch(/^5-/)
  // However it is written.
  expect(addressOf(' КОМНАТА  5')).toBe(addressOf('комната 5'))
  expect(addressOf('が'.normalize('NFD'))).toBe(addressOf('が'.normalize('NFC')))
})

test('C, C++ and C# are three rooms, and a number is no note', () => {
  expect(['C', 'C++', 'C#', 'F# & OCaml', 'Notepad++ club'].map(addressOf)).toEqual([
    'c',
    'c-plus-plus',
    'c-sharp',
    'f-sharp-ocaml',
    'notepad-plus-plus-club',
  ])
  expect(addressOf('Table #5, 1 + 1')).toBe('table-5-1-1')
})

test('addresses of challenges, of runs and of the search stay theirs, whatever a room is called', () => {
  expect(roomOfChallenge('csvq')).toBe('challenge-csvq')
  expect(roomOfRun('1')).toBe('run-1')
  expect(addressOf('Run club')).toBe('room-run-club')
  expect(addressOf('Challenge me')).toBe('room-challenge-me')
  expect(addressOf('Run по-русски')).toMatch(/^room-run-[a-z0-9]{7}$/)
  expect(addressOf('Search')).toBe('room-search')
  expect(addressOf(`Run ${'a'.repeat(76)}`)).toHaveLength(60)
  expect(['Running', 'My run x', 'Challenges', 'Research'].map(addressOf)).toEqual([
    'running',
    'my-run-x',
    'challenges',
    'research',
  ])
})

test('a room is called by its address or by its title', () => {
  expect(addressIn('run-1')).toBe('run-1')
  expect(addressIn('Build Club')).toBe('build-club')
  expect(addressIn('Комната')).toBe(addressOf('Комната'))
  for (const title of ['Комната', 'Run club', 'Build Club'])
    expect(addressIn(addressOf(title))).toBe(addressOf(title))
})

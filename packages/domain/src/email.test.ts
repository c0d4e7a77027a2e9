import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKey, usernamePattern } from './account.ts'
import { emailKey, parseEmail, usernameFrom } from './email.ts'

test('plain addresses are taken as they are, the domain in lower case', () => {
  for (const [typed, address] of [
    ['sam@example.org', 'sam@example.org'],
    ['  sam@example.org ', 'sam@example.org'],
    ['Sam.Smith+laps@Mail.Example.ORG', 'Sam.Smith+laps@mail.example.org'],
    ["o'neil@example.co.uk", "o'neil@example.co.uk"],
    ['sam@xn--bcher-kva.example', 'sam@xn--bcher-kva.example'],
    // Normalised before it is looked at: a full-width @ is an @.
    ['sam＠example.org', 'sam@example.org'],
  ])
    expect(parseEmail(typed ?? ''), typed).toBe(address)
})

test('whatever a mail program could read in two ways is refused', () => {
  // White space around an address is a slip of the hand and no second address.
  for (const odd of [
    '',
    'sam',
    '@example.org',
    'sam@',
    'sam@localhost',
    'sam@@example.org',
    'sam@example.org@evil.example',
    '"sam@evil.example"@example.org',
    '"e@attacker.example"@victim.example',
    'sam@example.org,eve@evil.example',
    'sam@example.org;eve@evil.example',
    'sam@example.org eve@evil.example',
    'Sam <sam@example.org>',
    '<sam@example.org>',
    'sam@example.org\r\nBcc: eve@evil.example',
    'sam\r\n@example.org',
    'sam@example.org\n',
    'sam@exam\0ple.org',
    'sam(comment)@example.org',
    'sam@(comment)example.org',
    'sam@[127.0.0.1]',
    'sam@127.0.0.1',
    '.sam@example.org',
    'sam.@example.org',
    'sa..m@example.org',
    'sam@.example.org',
    'sam@example..org',
    'sam@example.org.',
    'sam@-example.org',
    'sam@example-.org',
    'sam@exa_mple.org',
    'sam＠evil.example@example.org', // a full-width @, which becomes one
    'sam@evil.example＠example.org',
    'sam@example.org﹐eve@evil.example', // a small comma
    'sam@bücher.example',
    'sаm@example.org', // the second letter is Cyrillic
    'sam\u200b@example.org',
    'sam@example.org\u202e',
    `${'a'.repeat(65)}@example.org`,
    `sam@${'a'.repeat(64)}.org`,
    `${'a'.repeat(300)}@example.org`,
    `sam@${'a.'.repeat(130)}org`,
    '@eve:sam@example.org',
    'sam%eve@evil.example@example.org',
    'mailto:sam@example.org',
  ])
    if (odd.trim() === 'sam@example.org') expect(parseEmail(odd)).toBe('sam@example.org')
    else expect(parseEmail(odd), JSON.stringify(odd)).toBeNull()
})

test('an address that was taken is taken again as the same, and has one key', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (typed) => {
      const address = parseEmail(typed)
      if (address === null) return
      expect(parseEmail(address)).toBe(address)
      expect(emailKey(address.toUpperCase())).toBe(emailKey(address))
      expect(address.split('@')).toHaveLength(2)
    }),
  )
})

test('every address makes a username that the rules allow, and another one for each further try', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.integer({ min: 1, max: 50 }), (address, attempt) => {
      expect(usernameFrom(address, attempt)).toMatch(usernamePattern)
      expect(usernameFrom(address, attempt + 1)).not.toBe(usernameFrom(address, attempt))
    }),
  )
  expect(usernameFrom('sam.smith+laps@example.org', 1)).toBe('sam.smith')
  expect(usernameFrom('a@example.org', 1)).toMatch(usernamePattern)
})

test('two spellings of a name are one account', () => {
  expect(nameKey('\u212bngstrom')).toBe(nameKey('A\u030angstrom'))
  expect(nameKey('SAM')).toBe(nameKey('sam'))
  for (const name of [
    'sаm',
    'sam\u200b',
    '\u202esam',
    's m',
    ' sam',
    'sam ',
    '.sam',
    'sam-',
    'sa',
    'x'.repeat(31),
  ])
    expect(name, JSON.stringify(name)).not.toMatch(usernamePattern)
})

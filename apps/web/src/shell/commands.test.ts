import { expect, test } from 'vitest'
import { matching, standingCommands } from './commands.ts'
import { placesFor } from './places.ts'

const went: string[] = []
const commands = (signedIn: boolean) =>
  standingCommands({
    places: placesFor(signedIn ? { role: 'member' } : null),
    signedIn,
    go: (href) => went.push(href),
    signOut: () => went.push('out'),
  })
const labels = (typed: string, signedIn = true) =>
  matching(commands(signedIn), typed).map(({ label }) => label)

test('the start of any word finds an act, wherever it stands', () => {
  expect(labels('dev')).toEqual(['Devices'])
  expect(labels('theme li')).toContain('Use the light theme')
  expect(labels('pass')).toEqual(['Settings'])
  expect(labels('xyzzy')).toEqual([])
})

test('what begins with the word comes before what merely holds it', () => {
  expect(labels('run')[0]).toBe('Runs')
})

test('a stranger is offered to sign in, and no page that needs it', () => {
  expect(labels('sign', false)).toEqual(['Sign in', 'Register'])
  expect(labels('devices', false)).toEqual([])
})

test('choosing a page goes there', () => {
  matching(commands(true), 'boards')[0]?.act()
  expect(went).toEqual(['/boards'])
})

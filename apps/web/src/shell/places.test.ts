import { expect, test } from 'vitest'
import { isAt, type Place, places, placesFor } from './places.ts'

const namesFor = (...given: Parameters<typeof placesFor>) => placesFor(...given).map((place) => place.name)
const at = (path: string) => places.filter((place: Place) => isAt(place, path)).map((place) => place.name)

test('a stranger is shown what is public, and no more', () => {
  expect(namesFor(null)).toEqual(['Runs', 'Boards', 'Challenges', 'Chat'])
})

test('Verify is for verifiers and those above them, Admin for admins', () => {
  expect(namesFor({ role: 'member' })).not.toContain('Verify')
  expect(namesFor({ role: 'verifier' })).toContain('Verify')
  expect(namesFor({ role: 'moderator' })).not.toContain('Admin')
  expect(namesFor({ role: 'admin' })).toEqual(places.map((place) => place.name))
})

test('each page belongs to one place of the rail', () => {
  expect(at('/')).toEqual(['Runs'])
  expect(at('/run')).toEqual(['Runs'])
  expect(at('/runs/0198/submit')).toEqual(['Runs'])
  expect(at('/u/mira')).toEqual(['Boards'])
  expect(at('/chat/lobby')).toEqual(['Chat'])
  expect(at('/admin/health')).toEqual(['Admin'])
  expect(at('/runners')).toEqual([])
})

import { expect, test } from 'vitest'
import { hint } from '../bootstrap/hint.mjs'
import { readWords } from './words.ts'

test('known flags are found wherever they stand, and the other words keep their order', () => {
  const { words, has } = readWords('faults', ['a', '--seed', 'b'])
  expect(words).toEqual(['a', 'b'])
  expect([has('--seed'), has('--replace')]).toEqual([true, false])
})

test('a flag that nobody knows is refused, with what was probably meant', () => {
  expect(() => readWords('restore', ['--replcae'])).toThrow(
    'There is no flag --replcae. Did you mean --replace?',
  )
  expect(() => readWords('restore', ['-x'])).toThrow('There is no flag -x. There is --replace, --help.')
  expect(() => readWords('start', ['--port=80'])).toThrow(
    'There is no flag --port=80. There is --sample, --help.',
  )
})

test('a flag that takes a value is known with it, and told how it is said without', () => {
  expect(readWords('bench', ['--only=jobs', '--quick']).words).toEqual([])
  expect(() => readWords('bench', ['--only', 'jobs'])).toThrow('Did you mean --only=?')
  expect(() => readWords('restore', ['--replace=yes'])).toThrow('There is no flag --replace=yes.')
})

test('a word that nobody reads is refused instead of left unread', () => {
  expect(() => readWords('start', ['8080'])).toThrow('Nothing is done with "8080".')
  expect(() => readWords('backup', ['one.sql.gz', 'two.sql.gz'])).toThrow(
    'Nothing is done with "two.sql.gz".',
  )
  expect(readWords('backup', ['one.sql.gz']).words).toEqual(['one.sql.gz'])
})

test('the nearest word is meant, if any is near', () => {
  expect(hint('strat', ['start', 'test', 'restore'])).toBe(' Did you mean start?')
  expect(hint('dcotor', ['start', 'doctor'])).toBe(' Did you mean doctor?')
  expect(hint('launch', ['start'])).toBe(' There is start.')
})

import { expect, test } from 'vitest'
import { hint } from '../bootstrap/hint.mjs'
import { readWords } from './words.ts'

test('known flags are found wherever they stand, and the other words keep their order', () => {
  const { words, has } = readWords(['--replace', '--quiet'], ['a', '--replace', 'b'])
  expect(words).toEqual(['a', 'b'])
  expect([has('--replace'), has('--quiet')]).toEqual([true, false])
})

test('a flag that nobody knows is refused, with what was probably meant', () => {
  expect(() => readWords(['--replace'], ['--replcae'])).toThrow(
    'There is no flag --replcae. Did you mean --replace?',
  )
  expect(() => readWords(['--replace'], ['-x'])).toThrow('There is no flag -x. There is --replace.')
  expect(() => readWords([], ['--port=80'])).toThrow(/^There is no flag --port=80\.$/)
})

test('the nearest word is meant, if any is near', () => {
  expect(hint('strat', ['start', 'test', 'restore'])).toBe(' Did you mean start?')
  expect(hint('dcotor', ['start', 'doctor'])).toBe(' Did you mean doctor?')
  expect(hint('launch', ['start'])).toBe(' There is start.')
})

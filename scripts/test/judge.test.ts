import { expect, test } from 'vitest'
import { judge } from './judge.ts'

test('tests that passed and failed are counted as they are', () => {
  expect(judge({ passed: 7, failed: 0, ok: true, output: '' })).toMatchObject({ passed: 7, failed: 0 })
  expect(judge({ passed: 7, failed: 2, ok: false, output: '' })).toMatchObject({ passed: 7, failed: 2 })
})

test('a run that failed outside of its tests has failed', () => {
  expect(judge({ passed: 7, failed: 0, ok: false, output: '' })).toMatchObject({ passed: 7, failed: 1 })
})

test('an empty run cannot pass', () => {
  expect(judge({ passed: 0, failed: 0, ok: true, output: '' })).toMatchObject({ passed: 0, failed: 1 })
})

import { expect, test } from 'vitest'
import { withSecondTry } from './second-try.ts'

const run = (passed: number, failedTitles: readonly string[], failed = failedTitles.length) => ({
  passed,
  failed,
  failedTitles,
  output: '',
})
const never = () => Promise.reject(new Error('tried again'))

test('a suite that passes is run once', async () => {
  expect(await withSecondTry(async () => run(9, []), never)).toMatchObject({ passed: 9, failed: 0 })
})

test('what passes when it is tried again counts as passed, and is told', async () => {
  const outcome = await withSecondTry(
    async () => run(8, ['a race', 'another']),
    async () => run(20, []),
  )
  expect(outcome).toMatchObject({ passed: 10, failed: 0, secondTry: ['a race', 'another'] })
})

test('what fails twice has failed', async () => {
  const outcome = await withSecondTry(
    async () => run(8, ['a race', 'a defect']),
    async () => run(1, ['a defect']),
  )
  expect(outcome).toMatchObject({ passed: 9, failed: 1, secondTry: ['a race'] })
})

test('a second try that breaks off has failed', async () => {
  const outcome = await withSecondTry(
    async () => run(8, ['a race']),
    async () => run(0, [], 1),
  )
  expect(outcome).toMatchObject({ passed: 8, failed: 1 })
})

test('what failed outside of its tests, or in many of them, is not tried again', async () => {
  expect(await withSecondTry(async () => run(8, [], 1), never)).toMatchObject({ passed: 8, failed: 1 })
  const many = ['a', 'b', 'c', 'd', 'e', 'f']
  expect(await withSecondTry(async () => run(8, many), never)).toMatchObject({ passed: 8, failed: 6 })
})

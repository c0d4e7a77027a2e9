import { expect, test } from 'vitest'
import { pauseMs, spend } from './flood.ts'

test('500 messages at once are read without a pause, and each one more costs 4 ms', () => {
  let wholeAt = 0
  for (let n = 0; n < 500; n++) wholeAt = spend(wholeAt, 1, 10_000)
  expect(pauseMs(wholeAt, 10_000)).toBe(0)
  expect(pauseMs(spend(wholeAt, 10, 10_000), 10_000)).toBe(40)
})

test('who sends 250 a second is never paused', () => {
  let wholeAt = 0
  for (let now = 0; now < 60_000; now += 4) wholeAt = spend(wholeAt, 1, now)
  expect(pauseMs(wholeAt, 60_000)).toBe(0)
})

test('quiet time is not saved up for more than 500', () => {
  const wholeAt = spend(spend(0, 1, 0), 501, 3_600_000)
  expect(pauseMs(wholeAt, 3_600_000)).toBe(4)
})

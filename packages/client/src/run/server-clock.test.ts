import { expect, test } from 'vitest'
import { type ClockSample, offsetMs, withSample } from './server-clock.ts'

const sample = (sentAt: number, roundTrip: number, offset: number): ClockSample => ({
  sentAt,
  receivedAt: sentAt + roundTrip,
  serverAt: sentAt + roundTrip / 2 + offset,
})

test('the offset comes from the answer that was quickest', () => {
  const slowAndLopsided = { sentAt: 1_000, receivedAt: 1_400, serverAt: 1_390 + 5_000 }
  const samples = [slowAndLopsided, sample(2_000, 20, 5_000)].reduce(withSample, [] as readonly ClockSample[])
  expect(offsetMs(samples)).toBe(5_000)
})

test('an answer that is older than the last eight no longer counts', () => {
  let samples: readonly ClockSample[] = [sample(0, 2, 100)]
  for (let at = 1; at <= 8; at++) samples = withSample(samples, sample(at * 1_000, 40, 110))
  expect(samples).toHaveLength(8)
  expect(offsetMs(samples)).toBe(110)
})

test('once a clock was set, one new answer is enough to follow it', () => {
  const before = [0, 1, 2]
    .map((at) => sample(at * 1_000, 4, 0))
    .reduce(withSample, [] as readonly ClockSample[])
  const after = withSample(before, sample(10_000, 300, -3_600_000))
  expect(offsetMs(after)).toBe(-3_600_000)
})

test('before the first answer the device is believed', () => {
  expect(offsetMs([])).toBe(0)
})

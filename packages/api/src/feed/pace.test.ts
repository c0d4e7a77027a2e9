// How soon readers are given what comes.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aFeed, aReader, entries, entry, upTo } from './testing-feed.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }))
afterEach(() => void vi.useRealTimers())

async function aRoom() {
  const { feed } = await aFeed(entries(1, 10))
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 10 })
  vi.advanceTimersByTime(1_000)
  return { feed, ...reader }
}

test('in a quiet room each entry is given at once', async () => {
  const { feed, takes } = await aRoom()
  feed.offer(0, entries(11, 13))
  vi.advanceTimersByTime(0)
  feed.offer(0, [entry(14)])
  vi.advanceTimersByTime(0)
  expect(takes).toEqual([[11, 12, 13], [14]])
})

test('in a busy one what comes within a picture’s time is given together', async () => {
  const { feed, takes } = await aRoom()
  feed.offer(0, entries(11, 14))
  vi.advanceTimersByTime(0)
  feed.offer(0, [entry(15)])
  vi.advanceTimersByTime(14)
  feed.offer(0, [entry(16)])
  expect(takes).toEqual([upTo(11, 14)])
  vi.advanceTimersByTime(2)
  expect(takes).toEqual([upTo(11, 14), [15, 16]])
  // There were few this time, so the next is given at once again.
  feed.offer(0, [entry(17)])
  vi.advanceTimersByTime(0)
  expect(takes.at(-1)).toEqual([17])
})

test('a busy room in which nothing came for a picture’s time hears at once', async () => {
  const { feed, takes } = await aRoom()
  feed.offer(0, entries(11, 14))
  vi.advanceTimersByTime(20)
  feed.offer(0, [entry(15)])
  vi.advanceTimersByTime(0)
  expect(takes.at(-1)).toEqual([15])
})

test.each([
  ['as long as the giving took', 20],
  ['no longer than 25 ms', 300],
])('it rests %s', async (_, tookMs) => {
  const { feed, reader, takes } = await aRoom()
  const slow = aReader()
  feed.seat(
    {
      ...slow.reader,
      take() {
        if (takes.length === 1) vi.advanceTimersByTime(tookMs)
        return true
      },
    },
    { epoch: 0, seq: 10 },
  )
  feed.offer(0, entries(11, 14))
  vi.advanceTimersByTime(0)
  feed.offer(0, [entry(15)])
  vi.advanceTimersByTime(Math.min(tookMs, 25) - 2)
  expect(takes).toHaveLength(1)
  vi.advanceTimersByTime(2)
  expect(takes).toHaveLength(2)
  expect(reader.admission.accountId).toBeNull()
})

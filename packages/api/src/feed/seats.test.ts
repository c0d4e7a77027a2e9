import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { aFeed, aReader, entries, entry, settle, upTo } from './testing-feed.ts'

describe('how soon', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  async function aRoom() {
    const { feed } = await aFeed(entries(1, 10))
    const reader = aReader()
    feed.seat(reader.reader, { epoch: 0, seq: 10 })
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
})

test('who is a thousand behind is given what was missed, and who is further behind starts afresh', async () => {
  const { feed } = await aFeed(entries(1, 2_000))
  const [near, far] = [aReader(), aReader()]
  feed.seat(near.reader, { epoch: 0, seq: 1_000 })
  feed.seat(far.reader, { epoch: 0, seq: 999 })
  await Promise.all([near.until(() => near.seqs.length === 1_000), far.until(() => far.starts.length > 0)])
  expect([near.seqs, near.starts]).toEqual([upTo(1_001, 2_000), []])
  expect(far.seqs).toEqual([])
})

test('who has heard more from another process goes on from there, once this one has heard it too', async () => {
  const stored = entries(1, 10)
  const { feed, reads } = await aFeed(stored)
  stored.push(...entries(11, 15))
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 13 })
  await reader.until(() => reader.seqs.length === 2)
  feed.offer(0, [entry(16)])
  await reader.until(() => reader.seqs.length === 3)
  expect([reader.seqs, reader.starts, reads]).toEqual([[14, 15, 16], [], [10]])
})

test('who has enough after a fresh start is given nothing more until they resume', async () => {
  const { feed } = await aFeed(entries(1, 10))
  const reader = aReader(1)
  const seat = feed.seat(reader.reader, null)
  expect(reader.starts).toHaveLength(1)
  feed.offer(0, [entry(11)])
  await settle()
  feed.compare({ epoch: 0, lastSeq: 11 }, 11)
  await settle()
  expect(reader.seqs).toEqual([])
  seat.resume()
  await reader.until(() => reader.seqs.length === 1)
  expect(reader.starts).toHaveLength(1)
})

test('who resumes with nothing missed goes on with what comes', async () => {
  const { feed } = await aFeed(entries(1, 10))
  const reader = aReader(1)
  const seat = feed.seat(reader.reader, { epoch: 0, seq: 9 })
  seat.resume()
  seat.resume()
  feed.offer(0, [entry(11)])
  await reader.until(() => reader.seqs.length === 2)
  expect(reader.seqs).toEqual([10, 11])
})

test('who leaves is given nothing more, and others are told of it once', async () => {
  const { feed, comings } = await aFeed(entries(1, 10))
  const [staying, leaving] = [aReader(), aReader()]
  feed.seat(staying.reader, { epoch: 0, seq: 10 })
  const seat = feed.seat(leaving.reader, { epoch: 0, seq: 10 })
  expect([comings(), [...feed.readers()].length]).toEqual([2, 2])
  seat.leave()
  seat.leave()
  expect([comings(), [...feed.readers()]]).toEqual([3, [staying.reader]])
  feed.offer(0, [entry(11)])
  feed.pass('typing')
  await staying.until(() => staying.seqs.length === 1)
  seat.resume()
  await settle()
  expect([leaving.seqs, leaving.passed]).toEqual([[], []])
})

test('a feed is empty until somebody comes, and when the last has left', async () => {
  const { feed } = await aFeed([])
  expect(feed.isEmpty()).toBe(true)
  const seat = feed.seat(aReader().reader, null)
  expect(feed.isEmpty()).toBe(false)
  seat.leave()
  expect(feed.isEmpty()).toBe(true)
})

test('what passes is told to everybody who reads, or to one account alone, with where they stand', async () => {
  const { feed } = await aFeed(entries(1, 10))
  const [ada, bob, stranger] = [aReader(undefined, 'ada'), aReader(undefined, 'bob'), aReader()]
  for (const { reader } of [ada, bob, stranger]) feed.seat(reader, { epoch: 0, seq: 10 })
  feed.pass('to all')
  feed.pass('to bob', 'bob')
  expect([ada, bob, stranger].map(({ passed }) => passed)).toEqual([
    ['0.10 to all'],
    ['0.10 to all', '0.10 to bob'],
    ['0.10 to all'],
  ])
})

test('what passes is not told to who has enough for now, nor to who still waits for what was missed', async () => {
  const { feed } = await aFeed(entries(1, 300))
  const [full, waiting] = [aReader(1), aReader()]
  feed.seat(full.reader, null)
  feed.seat(waiting.reader, { epoch: 0, seq: 100 })
  feed.pass('typing')
  expect([full.passed, waiting.passed]).toEqual([[], []])
  await waiting.until(() => waiting.seqs.length === 200)
  await settle()
  feed.pass('typing')
  expect(waiting.passed).toEqual(['0.300 typing'])
})

test('while PostgreSQL is away who waits for it keeps their place, and goes on when the heads are looked at again', async () => {
  const { feed, postgres, errors } = await aFeed(entries(1, 300))
  postgres.away = true
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 100 })
  await expect.poll(() => errors).toHaveLength(1)
  feed.offer(0, [entry(301)])
  await settle()
  expect(reader.seqs).toEqual([])
  postgres.away = false
  feed.compare({ epoch: 0, lastSeq: 300 }, 300)
  await reader.until(() => reader.seqs.length === 201)
  expect([reader.seqs, reader.starts]).toEqual([upTo(101, 301), []])
})

test('of a feed that is closed nobody is given anything', async () => {
  const { feed } = await aFeed(entries(1, 10))
  const [reader, late] = [aReader(), aReader()]
  feed.seat(reader.reader, { epoch: 0, seq: 10 })
  feed.offer(0, [entry(11)])
  feed.close()
  feed.offer(0, [entry(12)])
  feed.seat(late.reader, { epoch: 0, seq: 5 })
  await settle()
  expect([reader.seqs, late.seqs, late.starts, feed.head()]).toEqual([[], [], [], 11])
})

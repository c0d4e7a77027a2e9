import { afterEach, expect, test, vi } from 'vitest'
import { aFeed, aReader, entries, entry, upTo } from './testing-feed.ts'

afterEach(() => void vi.useRealTimers())

test('entries that come in any order and more than once are given exactly once and in order', async () => {
  for (let round = 0; round < 50; round++) {
    const stored = entries(1, 200)
    const { feed } = await aFeed(stored, 0)
    const [early, late] = [aReader(), aReader()]
    feed.seat(early.reader, { epoch: 0, seq: 0 })
    const shuffled = [...stored, ...stored].sort(() => Math.random() - 0.5)
    for (const [at, one] of shuffled.entries()) {
      feed.offer(0, [one])
      if (at === 100) feed.seat(late.reader, { epoch: 0, seq: 0 })
      if (at % 37 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all([early, late].map(({ until, seqs }) => until(() => seqs.length >= 200)))
    expect(early.seqs).toEqual(upTo(1, 200))
    expect(late.seqs).toEqual(upTo(1, 200))
    feed.close()
  }
})

test('what no news came of is read from PostgreSQL, once for all who wait for it', async () => {
  const stored = entries(1, 60)
  const { feed, reads } = await aFeed(stored)
  const readers = Array.from({ length: 20 }, () => aReader())
  for (const { reader } of readers) feed.seat(reader, { epoch: 0, seq: 60 })
  stored.push(...entries(61, 80))
  feed.offer(0, [entry(80)])
  await Promise.all(readers.map(({ until, seqs }) => until(() => seqs.length === 20)))
  for (const { seqs } of readers) expect(seqs).toEqual(upTo(61, 80))
  expect(reads).toHaveLength(1)
  feed.close()
})

test('a thousand who come back a hundred behind cost PostgreSQL one read', async () => {
  const { feed, reads } = await aFeed(entries(1, 300))
  const readers = Array.from({ length: 1_000 }, () => aReader())
  for (const { reader } of readers) feed.seat(reader, { epoch: 0, seq: 200 })
  await Promise.all(readers.map(({ until, seqs }) => until(() => seqs.length === 100)))
  expect(reads).toHaveLength(1)
  feed.close()
})

test('who cannot take more is left alone until it resumes, and then gets what it missed', async () => {
  const stored = entries(1, 10)
  const { feed } = await aFeed(stored)
  const slow = aReader(1)
  const seat = feed.seat(slow.reader, { epoch: 0, seq: 5 })
  await slow.until(() => slow.seqs.length === 5)
  feed.offer(0, entries(11, 20))
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  expect(slow.seqs).toEqual(upTo(6, 10))
  seat.resume()
  await slow.until(() => slow.seqs.length === 15)
  expect(slow.seqs).toEqual(upTo(6, 20))
  feed.close()
})

test('a cursor from the future, from another epoch or from long ago means a fresh start', async () => {
  const { feed } = await aFeed(entries(1, 2_000))
  for (const cursor of [{ epoch: 0, seq: 9_999 }, { epoch: 7, seq: 10 }, { epoch: 0, seq: 3 }, null]) {
    const reader = aReader()
    feed.seat(reader.reader, cursor)
    await reader.until(() => reader.starts.length === 1)
    expect(reader.starts[0]?.cursor).toEqual({ epoch: 0, seq: 2_000 })
    expect(reader.starts[0]?.lines).toHaveLength(50)
  }
  feed.close()
})

test('a change renews its line wherever it is held, so that nobody is given what was removed', async () => {
  const { feed } = await aFeed(entries(1, 5))
  feed.offer(0, [{ seq: 6, target: 2, line: '{"seq":2,"removed":true}' }])
  expect(feed.snapshot().lines[1]).toBe('{"seq":2,"removed":true}')
  const back = aReader()
  const lines: string[] = []
  feed.seat(
    { ...back.reader, take: (_, fresh) => lines.push(...fresh.map(({ line }) => line)) > 0 },
    { epoch: 0, seq: 1 },
  )
  expect(lines.filter((line) => line.includes('removed'))).toHaveLength(2)
  feed.close()
})

test('who hears more at once than is kept starts afresh, and does not wait for the next entry', async () => {
  const stored = entries(1, 3_000)
  const { feed } = await aFeed(stored, 10)
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 10 })
  feed.offer(0, entries(11, 3_000))
  await reader.until(() => reader.starts.length === 1)
  expect(reader.starts[0]?.cursor).toEqual({ epoch: 0, seq: 3_000 })
  feed.close()
})

test('a gap that is filled at once costs PostgreSQL nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { feed, reads } = await aFeed(entries(1, 10))
  feed.offer(0, [entry(12), entry(13)])
  vi.advanceTimersByTime(9)
  feed.offer(0, [entry(11)])
  vi.advanceTimersByTime(10)
  expect([feed.head(), reads]).toEqual([13, []])
  // The next gap is waited for as the first was.
  feed.offer(0, [entry(15)])
  vi.advanceTimersByTime(9)
  expect(reads).toEqual([])
  vi.advanceTimersByTime(1)
  expect(reads).toEqual([13])
})

test('a feed that is closed reads no more, also where it waited for a gap to be filled', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { feed, reads } = await aFeed(entries(1, 10))
  feed.offer(0, [entry(12)])
  feed.close()
  vi.advanceTimersByTime(100)
  expect(reads).toEqual([])
})

test('what no news came of is seen when the heads are looked at, however much it is', async () => {
  const stored = entries(1, 10)
  const { feed, reads } = await aFeed(stored)
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 10 })
  expect(feed.compare({ epoch: 0, lastSeq: 10 }, 10)).toBe('fine')
  expect(reads).toEqual([])
  stored.push(...entries(11, 1_510))
  expect(feed.compare({ epoch: 0, lastSeq: 1_510 }, 10)).toBe('fine')
  await reader.until(() => reader.starts.length === 1)
  expect(reads).toEqual([10, 1_010])
  expect(feed.head()).toBe(1_510)
})

test('a feed is empty until somebody comes, and when the last has left', async () => {
  const { feed } = await aFeed([])
  expect(feed.isEmpty()).toBe(true)
  const seat = feed.seat(aReader().reader, null)
  expect(feed.isEmpty()).toBe(false)
  seat.leave()
  expect(feed.isEmpty()).toBe(true)
})

// What a feed makes of a PostgreSQL that has lost numbers, and of the epoch that then begins.
import { expect, test } from 'vitest'
import type { RoomFeed } from './room-feed.ts'
import { aFeed, aReader, entries, entry, settle } from './testing-feed.ts'

test('numbers that were given out and are not stored are lost, unless they came after the question', async () => {
  const { feed } = await aFeed(entries(1, 10))
  feed.offer(0, [entry(11)])
  expect(feed.compare({ epoch: 0, lastSeq: 10 }, 11)).toBe('lost')
  expect(feed.compare({ epoch: 0, lastSeq: 10 }, 10)).toBe('fine')
  expect(feed.head()).toBe(11)
})

test.each([
  ['the heads', (feed: RoomFeed) => void feed.compare({ epoch: 1, lastSeq: 8 }, 10)],
  ['an entry', (feed: RoomFeed) => feed.offer(1, [entry(8)])],
])(
  'when %s tell of a new epoch everybody starts afresh in it, and what belongs to the old one counts no more',
  async (_, tell) => {
    const stored = entries(1, 10)
    const { feed, postgres, reads } = await aFeed(stored)
    const [reader, slow] = [aReader(), aReader(1)]
    feed.seat(reader.reader, { epoch: 0, seq: 10 })
    const seat = feed.seat(slow.reader, null)
    feed.offer(0, [entry(12)])
    postgres.epoch = 1
    stored.splice(8)
    tell(feed)
    await reader.until(() => reader.starts.length === 1)
    expect([feed.epoch(), feed.head()]).toEqual([1, 8])
    expect(reader.starts[0]?.cursor).toEqual({ epoch: 1, seq: 8 })
    feed.offer(0, entries(9, 11))
    expect(feed.head()).toBe(8)
    seat.resume()
    feed.offer(1, entries(9, 11))
    await Promise.all([reader, slow].map(({ until, seqs }) => until(() => seqs.length > 0)))
    await settle()
    // Number 12 was of the old epoch.
    expect([reader.seqs, feed.head(), reads]).toEqual([[9, 10, 11], 11, []])
    expect(slow.starts.at(-1)?.cursor.epoch).toBe(1)
    expect(feed.compare({ epoch: 0, lastSeq: 2 }, 11)).toBe('fine')
    feed.close()
  },
)

test('who opens a feed that has begun later than its news is told what was kept from then on', async () => {
  const { feed } = await aFeed(entries(1, 60))
  expect(feed.snapshot()).toEqual({
    cursor: { epoch: 0, seq: 60 },
    lines: entries(11, 60).map(({ line }) => line),
  })
})

test('a new epoch that begins at the number where the old one ended is another all the same', async () => {
  const { feed, postgres } = await aFeed(entries(1, 10))
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 10 })
  postgres.epoch = 1
  feed.compare({ epoch: 1, lastSeq: 10 }, 10)
  await reader.until(() => reader.starts.length === 1)
  feed.offer(1, [entry(11)])
  await reader.until(() => reader.seqs.length === 1)
  feed.pass('typing')
  expect([reader.starts, reader.passed]).toMatchObject([[{ cursor: { epoch: 1, seq: 10 } }], ['1.11 typing']])
})

test('what was being read when a new epoch began is not taken for its entries', async () => {
  const stored = entries(1, 12)
  const { feed, postgres } = await aFeed(stored, 10)
  const reader = aReader()
  feed.seat(reader.reader, { epoch: 0, seq: 10 })
  const slow = Promise.withResolvers<void>()
  postgres.answered = slow.promise
  feed.compare({ epoch: 0, lastSeq: 12 }, 10)
  postgres.epoch = 1
  stored.splice(10)
  feed.compare({ epoch: 1, lastSeq: 10 }, 10)
  await reader.until(() => reader.starts.length === 1)
  slow.resolve()
  await settle()
  expect([feed.head(), reader.seqs]).toEqual([10, []])
  feed.close()
})

test('nor is what was being read for somebody far behind', async () => {
  const { feed, postgres, reads } = await aFeed(entries(1, 60))
  const [before, after] = [aReader(), aReader()]
  const slow = Promise.withResolvers<void>()
  postgres.answered = slow.promise
  feed.seat(before.reader, { epoch: 0, seq: 5 })
  await settle()
  postgres.epoch = 1
  feed.compare({ epoch: 1, lastSeq: 60 }, 60)
  await settle()
  slow.resolve()
  await before.until(() => before.starts.length === 1)
  feed.seat(after.reader, { epoch: 1, seq: 5 })
  await after.until(() => after.seqs.length === 55)
  expect(reads).toEqual([0, 0])
  feed.close()
})

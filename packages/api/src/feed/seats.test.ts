import { expect, test } from 'vitest'
import { aFeed, aReader, entries, entry, settle, upTo } from './testing-feed.ts'

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

test('all who read are given one array, so that it is put into bytes once, and nobody is given an empty one', async () => {
  const { feed } = await aFeed(entries(1, 10))
  const given: (readonly object[])[] = []
  const note = (_: number, fresh: readonly object[]) => given.push(fresh) > 0
  for (let n = 0; n < 2; n++) feed.seat({ ...aReader().reader, take: note }, { epoch: 0, seq: 10 })
  feed.offer(0, [entry(11)])
  const late = aReader()
  feed.seat(late.reader, { epoch: 0, seq: 10 })
  await settle()
  expect(given).toHaveLength(2)
  expect(given[1]).toBe(given[0])
  expect(late.takes).toEqual([[11]])
})

test('who has enough while reading along is given nothing more until they resume', async () => {
  const { feed } = await aFeed(entries(1, 10))
  const reader = aReader(1)
  const seat = feed.seat(reader.reader, { epoch: 0, seq: 10 })
  for (const seq of [11, 12, 13]) {
    feed.offer(0, [entry(seq)])
    await settle()
  }
  expect(reader.seqs).toEqual([11])
  seat.resume()
  expect(reader.seqs).toEqual([11, 12, 13])
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

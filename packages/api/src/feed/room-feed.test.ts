import { expect, test } from 'vitest'
import type { FeedEntry } from './entry.ts'
import type { Reader, Snapshot } from './reader.ts'
import { openRoomFeed } from './room-feed.ts'

const entry = (seq: number): FeedEntry => ({ seq, target: seq, line: `{"seq":${seq}}` })
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => entry(from + n))

/** A room whose first `stored` entries can be read as from PostgreSQL. */
async function aFeed(stored: FeedEntry[], head = stored.length) {
  const reads: number[] = []
  const feed = await openRoomFeed({
    onError: (error) => {
      throw error
    },
    source: {
      load: async () => ({ epoch: 0, head, entries: stored.slice(Math.max(0, head - 50), head) }),
      async after(seq, limit) {
        reads.push(seq)
        return stored.filter((one) => one.seq > seq).slice(0, limit)
      },
    },
  })
  return { feed, reads }
}

function aReader(mostAtOnce = Number.POSITIVE_INFINITY) {
  const seqs: number[] = []
  const starts: Snapshot[] = []
  let taken = 0
  const waiters = new Set<() => void>()
  const note = () => {
    for (const look of waiters) look()
    return ++taken % mostAtOnce !== 0
  }
  const reader: Reader = {
    admission: { accountId: null, name: null, access: 0 },
    take(_, fresh) {
      seqs.push(...fresh.map(({ seq }) => seq))
      return note()
    },
    restart(snapshot) {
      starts.push(snapshot)
      return note()
    },
    pass() {},
    putOut() {},
  }
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (isSo()) resolve()
      }
      waiters.add(look)
      look()
    })
  return { reader, seqs, starts, until }
}
const upTo = (from: number, to: number) => entries(from, to).map(({ seq }) => seq)

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

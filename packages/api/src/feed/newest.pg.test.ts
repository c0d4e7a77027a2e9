import { randomUUID } from 'node:crypto'
import * as messages from '@shiplap/db/queries/messages'
import * as rooms from '@shiplap/db/queries/rooms'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { addAccount } from '@shiplap/db/testing-accounts'
import { createRecent, type Recent } from '@shiplap/redis/recent'
import { openTestRedis } from '@shiplap/redis/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FeedEntry } from './entry.ts'
import { linesOf, readNewest, snapshotLines } from './newest.ts'

let database: TestDatabase
let place: Awaited<ReturnType<typeof openTestRedis>>
let recent: Recent
let ada: string
beforeAll(async () => {
  ;[database, place] = await Promise.all([createTestDatabase(), openTestRedis()])
  recent = createRecent({ redis: place.redis })
  ada = await addAccount(database.db, { username: 'ada' })
})
afterAll(async () => {
  await place.close()
  await database.drop()
})

const read = (room: Parameters<typeof readNewest>[1]) => readNewest({ db: database.db, recent }, room)
/** A room of which PostgreSQL knows nothing, so that whatever is read of it comes from Redis. */
const inRedisAlone = (lastSeq: number) => ({ id: randomUUID(), epoch: 1, lastSeq })
const inRedis = (seq: number, target = seq): FeedEntry => ({ seq, target, line: `"kept ${target}"` })
const from = (first: number, last: number, target?: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => inRedis(first + n, target))

/** A room in which so many lines were said, as PostgreSQL has it; Redis has nothing of it. */
async function inPostgres(lines: number) {
  const slug = `room-${randomUUID()}`
  const room = { slug, title: slug, topic: '', kind: 'private', createdBy: ada } as const
  await database.db.transaction().execute((tx) => rooms.insert(tx, room))
  const made = await rooms.standing(database.db, { room: { slug }, accountId: ada })
  if (made === undefined) throw new Error('the room is not there')
  const drafts = Array.from({ length: lines }, (_, n) => ({
    authorId: ada,
    clientKey: randomUUID(),
    body: `stored ${n + 1}`,
  }))
  if (lines > 0) await messages.insert(database.db, { room: made, drafts })
  return { id: made.id, epoch: 0, lastSeq: lines }
}
const bodiesOf = (entries: readonly FeedEntry[]) => linesOf(entries).map((line) => JSON.parse(line).body)

test('a page of which Redis has all is read there, up to the newest that it has, and no more than the page', async () => {
  const room = inRedisAlone(262)
  await recent.publish(room, [...from(1, 260), ...from(261, 264, 260)])
  const { epoch, head, entries } = await read(room)
  expect([epoch, head, entries.length]).toEqual([1, 264, snapshotLines + 4])
  expect(linesOf(entries)).toEqual(from(211, 260).map(({ line }) => line))
})

test('where many lines were edited, as much is read in Redis as makes a page', async () => {
  const room = inRedisAlone(110)
  await recent.publish(room, [...from(1, 80), ...from(81, 110, 80)])
  const { head, entries } = await read(room)
  expect(head).toBe(110)
  expect(linesOf(entries).length).toBeGreaterThanOrEqual(snapshotLines)
})

test('of a room in which little was said, or nothing yet, Redis has all there is', async () => {
  const room = inRedisAlone(3)
  await recent.publish(room, from(1, 3))
  expect(await read(room)).toEqual({ epoch: 1, head: 3, entries: from(1, 3) })
  expect(await read(inRedisAlone(0))).toEqual({ epoch: 1, head: 0, entries: [] })
})

test.each([
  ['does not reach up to the newest', from(1, 59)],
  ['has a gap', [...from(1, 30), ...from(32, 60)]],
  ['has less than a page and does not begin with the first', from(21, 60)],
  ['has nothing', []],
])('where Redis %s, the page is read from PostgreSQL', async (_, kept) => {
  const room = await inPostgres(60)
  if (kept.length > 0) await recent.publish(room, kept)
  const { head, entries } = await read(room)
  expect(head).toBe(60)
  expect(bodiesOf(entries)).toEqual(Array.from({ length: 50 }, (_, n) => `stored ${n + 11}`))
})

test('what was read from PostgreSQL is left in Redis for the next', async () => {
  const room = await inPostgres(60)
  const { entries } = await read(room)
  const left = entries.map(({ seq, target, line }) => `${seq}:${target}:${line}`)
  await expect.poll(() => recent.read(room)).toEqual(left)
})

test('without Redis the page is read from PostgreSQL, and nothing else comes of it', async () => {
  const room = await inPostgres(2)
  const other = await openTestRedis()
  await other.close()
  const page = await readNewest({ db: database.db, recent: createRecent({ redis: other.redis }) }, room)
  expect(bodiesOf(page.entries)).toEqual(['stored 1', 'stored 2'])
})

test('of a room that is gone nothing is told', async () => {
  const room = inRedisAlone(1)
  await expect(read(room)).rejects.toThrow(`room ${room.id} went away`)
})

test('a line that was changed is told once, where it was said', () => {
  expect(linesOf([inRedis(1), inRedis(2), inRedis(3, 1)])).toEqual(['"kept 1"', '"kept 2"'])
})

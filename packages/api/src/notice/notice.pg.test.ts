import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import * as mentions from '@shiplap/db/queries/mentions'
import * as notices from '@shiplap/db/queries/notices'
import { connectRedis } from '@shiplap/redis/connect'
import { noticesTopic } from '@shiplap/redis/topic-names'
import { createTopics } from '@shiplap/redis/topics'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { atAnotherBrowser, createPerson } from '../testing-people.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('notices are read by whom they are for, the newest first, and marked read up to one', async () => {
  const ada = await createPerson(world, { username: 'ada' })
  const grace = await createPerson(world, { username: 'grace' })
  for (const n of [1, 1, 2, 3]) {
    const about = { challenge: 'CSV query', category: 'First three', isBest: true, provisionalRank: n }
    const notice = { kind: 'run.finished', body: { runId: ada.id, timeMs: 10_000, ...about } } as const
    const left = { accountId: ada.id, cause: `cause-${n}`, notice }
    await world.database.db.transaction().execute((tx) => notices.insert(tx, left))
  }
  const page = await ada.api.notice.list.query({ limit: 2 })
  expect([page.unread, page.notices.map((notice) => notice.body)]).toMatchObject([
    3,
    [{ provisionalRank: 3 }, { provisionalRank: 2 }],
  ])
  const rest = await ada.api.notice.list.query({ before: page.next ?? '' })
  expect(rest.notices.map((notice) => notice.body)).toMatchObject([{ provisionalRank: 1 }])
  const upTo = page.notices[1]?.id ?? ''
  expect(await grace.api.notice.markRead.mutate({ upTo })).toEqual({ unread: 0 })
  expect(await ada.api.notice.markRead.mutate({ upTo })).toEqual({ unread: 1 })
  expect((await grace.api.notice.list.query({})).notices).toEqual([])
})

test('the number of unread notices is told when one comes and when they are read, on every device', async () => {
  const ada = await createPerson(world, { username: 'lovelace' })
  const elsewhere = await atAnotherBrowser(world, ada)
  const told: number[] = []
  const watching = elsewhere.api.notice.live.subscribe(undefined, {
    onData: ({ unread }) => told.push(unread),
  })
  await expect.poll(() => told).toEqual([0])
  const about = { challenge: 'CSV query', category: 'First three', isBest: true, provisionalRank: 1 }
  const notice = { kind: 'run.finished', body: { runId: ada.id, timeMs: 10_000, ...about } } as const
  await world.database.db
    .transaction()
    .execute((tx) => notices.insert(tx, { accountId: ada.id, cause: 'one', notice }))
  // As the worker does, from a process of its own.
  const redis = connectRedis({ url: world.redis.url, log: silentLog })
  await once(redis, 'ready')
  const feed = createTopics({ redis })
  feed.announce(noticesTopic(ada.id), { kind: 'notices' })
  await expect.poll(() => told).toEqual([0, 1])
  const { notices: read } = await ada.api.notice.list.query({})
  await ada.api.notice.markRead.mutate({ upTo: read[0]?.id ?? '' })
  await expect.poll(() => told).toEqual([0, 1, 0])
  watching.unsubscribe()
  feed.close()
  redis.disconnect()
})

test('the notice of a call goes with the message, and with the name in it', async () => {
  const [ada, bob] = [await aPerson(world), await aPerson(world)]
  const { slug: room } = await ada.api.room.create.mutate({ title: `Room ${randomUUID()}`, kind: 'public' })
  const [found] = await world.database.rows<{ id: string }>`select id from room where slug = ${room}`
  const roomId = found?.id ?? expect.fail('the room was made')
  const told: number[] = []
  const watching = bob.api.notice.live.subscribe(undefined, { onData: ({ unread }) => told.push(unread) })
  for (const seq of [1, 2]) {
    await ada.say(room, `a secret of @${bob.name}`)
    // As the worker does.
    const cause = mentions.causeOf({ roomId, seq })
    const body = { room, roomTitle: '', seq, author: ada.name, excerpt: 'a secret' }
    const left = { accountId: bob.id, cause, notice: { kind: 'room.mention', body } } as const
    await world.database.db.transaction().execute((tx) => notices.insert(tx, left))
  }
  expect((await bob.api.notice.list.query({})).notices).toHaveLength(2)
  await ada.api.message.remove.mutate({ room, seq: 1 })
  expect((await bob.api.notice.list.query({})).notices).toMatchObject([{ body: { seq: 2 } }])
  await ada.api.message.edit.mutate({ room, seq: 2, body: 'nothing of anybody' })
  expect((await bob.api.notice.list.query({})).notices).toEqual([])
  await expect.poll(() => told.at(-1)).toBe(0)
  watching.unsubscribe()
})

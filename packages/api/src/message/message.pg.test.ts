import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connectRedis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, follow } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('what one says, everybody in the room sees, also who is not signed in', async () => {
  const [ada, bob] = [await aPerson(world), await aPerson(world)]
  const views = [follow(bob, 'lobby'), follow(world.visitor(), 'lobby')]
  await Promise.all(views.map((view) => view.opened()))
  await ada.say('lobby', 'hello there')
  for (const view of views) {
    await view.sees('hello there')
    expect(view.lines().at(-1)).toMatchObject({ kind: 'message', author: { name: ada.name } })
    view.stop()
  }
})

test('who opens a room sees its newest lines, and from the last event on only what is new', async () => {
  const ada = await aPerson(world)
  for (const body of ['one', 'two']) await ada.say('challenge-csvq', body)
  const first = follow(ada, 'challenge-csvq')
  await first.sees('two')
  expect(first.bodies()).toEqual(['one', 'two'])
  first.stop()
  await ada.say('challenge-csvq', 'three')
  const again = follow(ada, 'challenge-csvq', first.ids.at(-1))
  await again.until(() => again.numbers.length === 1)
  expect(again.numbers).toEqual([3])
  again.stop()
})

test('a repeated send counts once, and the same key with other words is refused', async () => {
  const ada = await aPerson(world)
  const key = randomUUID()
  const sent = await Promise.all([1, 2, 3].map(() => ada.say('challenge-md2html', 'only once', key)))
  expect(new Set(sent.map(({ seq }) => seq)).size).toBe(1)
  expect(sent.filter(({ isRepeat }) => isRepeat)).toHaveLength(2)
  expect(await refusalOf(ada.say('challenge-md2html', 'other words', key))).toMatchObject({
    reason: 'request.key-reused',
  })
  const lines = await ada.api.message.list.query({ room: 'challenge-md2html' })
  expect(lines.filter((line) => line.key === key)).toHaveLength(1)
})

test('a sixth message within ten seconds is refused with the time to wait, and a refused one costs nothing', async () => {
  const ada = await aPerson(world)
  for (let n = 0; n < 5; n++) await ada.say('lobby', `quick ${n}`)
  const no = await refusalOf(ada.say('lobby', 'too quick'))
  expect(no).toMatchObject({ reason: 'limit.reached' })
  expect(no).toHaveProperty('retryAfterMs')
  await ada.say('challenge-csvq', 'another room has a limit of its own')
})

test('history reads both ways without a gap', async () => {
  const ada = await aPerson(world)
  const room = 'challenge-todo-backend'
  for (let n = 1; n <= 5; n++) await ada.say(room, `line ${n}`)
  const seqs = async (page: object) =>
    (await ada.api.message.list.query({ room, limit: 2, ...page })).map((line) => line.seq)
  expect(await seqs({})).toEqual([4, 5])
  expect(await seqs({ before: 4 })).toEqual([2, 3])
  expect(await seqs({ before: 2 })).toEqual([1])
  expect(await seqs({ after: 1 })).toEqual([2, 3])
  expect(await seqs({ after: 5 })).toEqual([])
})

test('the newest page is right whatever Redis holds of it', async () => {
  const ada = await aPerson(world)
  const { slug: room } = await ada.api.room.create.mutate({ title: `Page ${randomUUID()}` })
  const ask = () => ada.api.message.list.query({ room })
  const stored = () => ada.api.message.list.query({ room, before: 1_000_000 })
  expect(await ask()).toEqual([])
  for (const body of ['one', 'two', 'three']) await ada.say(room, body)
  await ada.api.message.edit.mutate({ room, seq: 2, body: 'second' })
  await ada.api.message.remove.mutate({ room, seq: 1 })
  expect((await ask()).map(({ body }) => body)).toEqual(['', 'second', 'three'])

  const redis = connectRedis({ url: world.redis.url, log: silentLog })
  if (redis.status !== 'ready') await once(redis, 'ready')
  const [{ id } = { id: '' }] = await world.database.rows<{
    id: string
  }>`select id from room where slug = ${room}`
  const key = `recent:{room:${id}}:0`
  const losses = {
    'all of it': () => redis.del(key),
    'the newest, as after a restart from an old copy': () => redis.zpopmax(key),
    'one in the middle': () => redis.zremrangebyscore(key, 4, 4),
    nothing: async () => {},
  }
  for (const [what, lose] of Object.entries(losses)) {
    await lose()
    expect(await ask(), what).toEqual(await stored())
  }
  redis.disconnect()
})

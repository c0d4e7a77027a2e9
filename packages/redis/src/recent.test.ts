import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Redis } from './connect.ts'
import { createHere } from './here.ts'
import { createRecent } from './recent.ts'
import { openTestRedis } from './testing.ts'

let place: Awaited<ReturnType<typeof openTestRedis>>
let redis: Redis
beforeAll(async () => {
  place = await openTestRedis()
  redis = place.redis
})
afterAll(() => place.close())

let count = 0
const aRoom = () => ({ id: `room-${++count}`, epoch: 1 })
const line = (seq: number, text = `line ${seq}`, target = seq) => ({ seq, target, line: text })

test('entries that come in any order, and again, stand once each and in order', async () => {
  const recent = createRecent({ redis })
  const room = aRoom()
  await recent.publish(room, [line(3), line(1)])
  await recent.publish(room, [line(2), line(3)])
  expect(await recent.read(room)).toEqual(['1:1:line 1', '2:2:line 2', '3:3:line 3'])
  expect(await recent.read(room, 2)).toEqual(['2:2:line 2', '3:3:line 3'])
})

test('what was removed from a line is left nowhere in Redis', async () => {
  const recent = createRecent({ redis })
  const room = aRoom()
  await recent.publish(room, [line(1, 'a secret'), line(2)])
  await recent.publish(room, [line(3, 'removed', 1)])
  expect(await recent.read(room)).toEqual(['1:1:removed', '2:2:line 2', '3:1:removed'])
})

test('a reader of PostgreSQL fills an empty room, and yields to entries that are newer than what it read', async () => {
  const recent = createRecent({ redis })
  const room = aRoom()
  await recent.fill(room, 2, [line(1), line(2)])
  expect(await recent.read(room)).toEqual(['1:1:line 1', '2:2:line 2'])
  await recent.publish(room, [line(3, 'removed', 1)])
  await recent.fill(room, 2, [line(1), line(2)])
  expect(await recent.read(room)).toEqual(['1:1:removed', '2:2:line 2', '3:1:removed'])
})

test('a room that was restored from a backup has a place of its own', async () => {
  const recent = createRecent({ redis })
  const room = aRoom()
  await recent.publish(room, [line(1)])
  expect(await recent.read({ ...room, epoch: 2 })).toEqual([])
})

test('the newest two hundred entries are kept, whichever way they came', async () => {
  const recent = createRecent({ redis })
  const [told, filled] = [aRoom(), aRoom()]
  const lines = Array.from({ length: 250 }, (_, n) => line(n + 1))
  await recent.publish(told, lines)
  await recent.fill(filled, 250, lines)
  for (const room of [told, filled]) {
    const kept = await recent.read(room, 1_000)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, '51:51:line 51', '250:250:line 250'])
  }
})

test('people are in a room once, however many processes tell of them, until each has told of their going', async () => {
  const [one, two] = ['one', 'two'].map((process) => createHere({ redis, process })) as [
    ReturnType<typeof createHere>,
    ReturnType<typeof createHere>,
  ]
  const { id } = aRoom()
  expect(await one.tell(id, ['bob', 'ada'])).toEqual(['ada', 'bob'])
  expect(await two.tell(id, ['ada', 'eve'])).toEqual(['ada', 'bob', 'eve'])
  expect(await one.tell(id, [])).toEqual(['ada', 'eve'])
  expect(await one.tell(aRoom().id, [])).toEqual([])
  expect(await two.tell(id, [])).toEqual([])
})

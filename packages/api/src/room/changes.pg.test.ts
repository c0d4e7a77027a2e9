import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnotherProcess, createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'
import { aPerson, follow } from './testing-chat.ts'

let world: TestApi
let other: AnotherProcess
beforeAll(async () => {
  world = await createTestApi()
  other = await world.another()
})
afterAll(async () => {
  await other.close()
  await world.close()
})

const isChange = (event: object) => 'changed' in event
const openRoom = async ({ api }: Awaited<ReturnType<typeof aPerson>>) =>
  (await api.room.create.mutate({ title: `Room ${randomUUID()}` })).slug

test('who moderates a room calls it by another name, under the same address, and the trail keeps both', async () => {
  const [owner, guest] = [await aPerson(world), await aPerson(world)]
  const { slug: room, title } = await owner.api.room.create.mutate({ title: `Room ${randomUUID()}` })
  await guest.api.room.join.mutate({ room })
  const names = { room, title: 'The quiet corner', topic: 'No talk of work' }
  expect(await refusalOf(guest.api.room.rename.mutate(names))).toMatchObject({ reason: 'room.forbidden' })
  expect(await owner.api.room.rename.mutate(names)).toMatchObject({ slug: room, title: names.title })
  expect(await guest.api.room.get.query({ room })).toMatchObject({ title: names.title, topic: names.topic })
  const { trail } = await owner.api.room.desk.query({ room })
  expect(trail).toMatchObject([
    { act: 'rename', actor: owner.name, detail: `from ${title} to The quiet corner` },
  ])
})

test('the room of a challenge keeps its name, also for a moderator of the instance', async () => {
  const moderator = await aPerson(world)
  await world.database.rows`update account set role = 'moderator' where id = ${moderator.id}`
  const names = { room: 'challenge-csvq', title: 'Mine', topic: '' }
  expect(await moderator.api.room.get.query({ room: names.room })).toMatchObject({
    mayModerate: true,
    mayRename: false,
  })
  expect(await refusalOf(moderator.api.room.rename.mutate(names))).toMatchObject({
    reason: 'room.name-given',
  })
})

test('who is muted or given a role hears of it at once on every process, and the others do not', async () => {
  const [owner, guest] = [await aPerson(world), await aPerson(world)]
  const room = await openRoom(owner)
  await guest.api.room.join.mutate({ room })
  const here = follow(guest, room)
  const elsewhere = other.visitor()
  for (const [name, value] of guest.cookies) elsewhere.cookies.set(name, value)
  const there = follow(elsewhere, room)
  const bystander = follow(owner, room)
  for (const view of [here, there, bystander]) await view.until(() => view.passing.length > 0)
  const both = (times: number) =>
    Promise.all([here, there].map((view) => view.until(() => view.passing.filter(isChange).length === times)))
  await owner.api.room.mute.mutate({ room, username: guest.name })
  await both(1)
  await owner.api.room.unmute.mutate({ room, username: guest.name })
  await both(2)
  await owner.api.room.setRole.mutate({ room, username: guest.name, role: 'moderator' })
  await both(3)
  // What everybody hears comes after what the guest alone heard.
  await owner.api.room.rename.mutate({ room, title: 'Another', topic: '' })
  await bystander.until(() => bystander.passing.some(isChange))
  expect(bystander.passing.filter(isChange)).toHaveLength(1)
})

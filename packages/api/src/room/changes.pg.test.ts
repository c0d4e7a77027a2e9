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
afterAll(() => world.close())

const isOfPeople = (event: object) => 'people' in event
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

test('a room hears on every process when its people are not what they were, and nothing when they are', async () => {
  const [owner, guest] = [await aPerson(world), await aPerson(world)]
  const { name: username } = guest
  const readers = [world.visitor(), other.visitor()]
  /** The guest comes to a room of their own, or stands before it, and then it hears of one thing. */
  async function hears(change: (room: string) => Promise<unknown>, { isMember }: { isMember: boolean }) {
    const room = await openRoom(owner)
    if (isMember) await guest.api.room.join.mutate({ room })
    const views = readers.map((reader) => follow(reader, room))
    await Promise.all(views.map((view) => view.opened()))
    const before = views.map(({ passing }) => passing.filter(isOfPeople).length)
    await change(room)
    await Promise.all(
      views.map((view, at) => view.until(() => view.passing.filter(isOfPeople).length > (before[at] ?? 0))),
    )
  }
  const [member, stranger] = [{ isMember: true }, { isMember: false }]
  await Promise.all([
    hears((room) => guest.say(room, 'who writes is a member'), stranger),
    hears((room) => guest.api.room.join.mutate({ room }), stranger),
    hears((room) => owner.api.room.add.mutate({ room, username }), stranger),
    hears((room) => owner.api.room.setRole.mutate({ room, username, role: 'moderator' }), member),
    hears((room) => guest.api.room.leave.mutate({ room }), member),
    hears((room) => owner.api.room.removeMember.mutate({ room, username }), member),
    hears((room) => owner.api.room.ban.mutate({ room, username }), member),
  ])

  // Neither writing again nor a mute makes anybody a member, or less of one.
  const room = await openRoom(owner)
  const there = follow(other.visitor(), room)
  await there.opened()
  await owner.say(room, 'I was here before')
  await owner.api.room.join.mutate({ room })
  await owner.api.room.mute.mutate({ room, username })
  // It goes the same way after it, so what was told of people would have come before.
  await owner.api.room.typing.mutate({ room })
  await there.until(() => there.passing.some((event) => 'typing' in event))
  expect(there.passing.filter(isOfPeople)).toEqual([])
})

test('those who moderate a room hear on every process that its desk has changed, and nobody else does', async () => {
  const [owner, helper, guest] = [await aPerson(world), await aPerson(world), await aPerson(world)]
  const room = await openRoom(owner)
  const { seq } = await guest.say(room, 'something rude')
  await helper.api.room.join.mutate({ room })
  await owner.api.room.setRole.mutate({ room, username: helper.name, role: 'moderator' })
  const elsewhere = other.visitor()
  for (const [name, value] of helper.cookies) elsewhere.cookies.set(name, value)
  const [desk, outside] = [follow(elsewhere, room), follow(guest, room)]
  for (const view of [desk, outside]) await view.until(() => view.passing.length > 0)
  const isOfDesk = (event: object) => 'desk' in event
  let told = 0
  const about = { room, username: guest.name }
  const acts = [
    () => guest.api.message.report.mutate({ room, seq, reason: 'I am sorry' }),
    () => owner.api.room.dismissReports.mutate({ room, seq }),
    () => owner.api.room.mute.mutate(about),
    () => owner.api.room.unmute.mutate(about),
    () => owner.api.message.remove.mutate({ room, seq }),
  ]
  for (const act of acts) {
    await act()
    told++
    await desk.until(() => desk.passing.filter(isOfDesk).length === told)
  }
  // It goes the same way after them, and is heard by the guest as the mute and its end were.
  await owner.api.room.rename.mutate({ room, title: 'Yet another', topic: '' })
  await outside.until(() => outside.passing.filter(isChange).length === 3)
  expect(outside.passing.filter(isOfDesk)).toEqual([])
})

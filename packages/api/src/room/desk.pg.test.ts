import { randomUUID } from 'node:crypto'
import { giveRole } from '@shiplap/db/testing-accounts'
import { tapStatements } from '@shiplap/db/testing-statements'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'
import { aPerson } from './testing-chat.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

async function aModeratedRoom() {
  const owner = await aPerson(world)
  const { slug: room } = await owner.api.room.create.mutate({ title: `Room ${randomUUID()}` })
  return { owner, room }
}

test('every sanction and every act of the trail is on some page of the desk, and none on two', async () => {
  const { owner, room } = await aModeratedRoom()
  const names: string[] = []
  for (let n = 0; n < 3; n++) names.push((await aPerson(world)).name)
  for (const username of names) await owner.api.room.mute.mutate({ room, username })

  const first = await owner.api.room.desk.query({ room, limit: 2 })
  expect([first.sanctions.length, first.hasMoreSanctions, first.trail.length]).toEqual([2, true, 2])
  const second = await owner.api.room.desk.query({ room, limit: 2, skip: 2, before: first.older })
  expect([second.hasMoreSanctions, second.older]).toEqual([false, null])
  const newestFirst = names.toReversed()
  expect([...first.sanctions, ...second.sanctions].map(({ username }) => username)).toEqual(newestFirst)
  expect([...first.trail, ...second.trail].map(({ subject }) => subject)).toEqual(newestFirst)
  const whole = await owner.api.room.desk.query({ room, limit: 3 })
  expect([whole.hasMoreSanctions, whole.older]).toEqual([false, null])
})

test('a moderator is told which sanctions they cannot lift', async () => {
  const { owner, room } = await aModeratedRoom()
  const [helper, peer, member] = [await aPerson(world), await aPerson(world), await aPerson(world)]
  for (const { api } of [helper, peer, member]) await api.room.join.mutate({ room })
  for (const { name: username } of [helper, peer])
    await owner.api.room.setRole.mutate({ room, username, role: 'moderator' })
  for (const { name: username } of [peer, member]) await owner.api.room.mute.mutate({ room, username })
  const lifts = async ({ api }: typeof owner) =>
    Object.fromEntries(
      (await api.room.desk.query({ room })).sanctions.map(({ username, whyNotAct }) => [username, whyNotAct]),
    )
  expect(await lifts(owner)).toEqual({ [peer.name]: null, [member.name]: null })
  expect(await lifts(helper)).toEqual({ [peer.name]: 'room.outranked', [member.name]: null })
})

test('a moderator is told of everybody on whom they cannot act, also of who moderates the instance and is no member', async () => {
  const { owner, room } = await aModeratedRoom()
  const guard = await aPerson(world)
  await guard.say(room, 'I was here')
  await guard.api.room.leave.mutate({ room })
  expect(await owner.api.room.outranking.query({ room })).toEqual([owner.id])
  await giveRole(world.database.db, { username: guard.name, role: 'moderator' })
  expect(await owner.api.room.outranking.query({ room })).toEqual(
    expect.arrayContaining([owner.id, guard.id]),
  )
  expect(await refusalOf(owner.api.room.mute.mutate({ room, username: guard.name }))).toMatchObject({
    reason: 'room.outranked',
  })
  // In a private room only its people count.
  const { slug: hidden } = await owner.api.room.create.mutate({ title: 'Hidden', kind: 'private' })
  expect(await owner.api.room.outranking.query({ room: hidden })).toEqual([owner.id])
})

test('more reports than fit are told of, the oldest first', async () => {
  const { owner, room } = await aModeratedRoom()
  const [author, witness] = [await aPerson(world), await aPerson(world)]
  for (const body of ['one', 'two']) {
    const { seq } = await author.say(room, body)
    await witness.api.message.report.mutate({ room, seq, reason: 'rude' })
  }
  const page = await owner.api.room.desk.query({ room, limit: 1 })
  expect([page.reports.map(({ body }) => body), page.hasMoreReports]).toEqual([['one'], true])
  const whole = await owner.api.room.desk.query({ room, limit: 2 })
  expect([whole.reports.length, whole.hasMoreReports]).toEqual([2, false])
})

test('a room tells how many members it has, however few of them a page holds', async () => {
  const { owner, room } = await aModeratedRoom()
  for (let n = 0; n < 2; n++) await (await aPerson(world)).api.room.join.mutate({ room })
  expect(await world.visitor().api.room.memberCount.query({ room })).toBe(3)
  const page = await owner.api.room.members.query({ room, limit: 2 })
  const rest = await owner.api.room.members.query({ room, limit: 2, after: page.at(-1)?.username ?? null })
  expect([page.length, rest.length]).toEqual([2, 1])
})

test('what was done is answered as done, though PostgreSQL is gone before anybody could be told', async () => {
  const { owner, room } = await aModeratedRoom()
  const { name: username } = await aPerson(world)
  let state: 'there' | 'until the commit' | 'gone' = 'there'
  const tap = await tapStatements(world.settings.databaseUrl, (statement) => {
    if (state === 'gone') return true
    if (state === 'until the commit' && /^commit/i.test(statement)) state = 'gone'
    return false
  })
  const process = await world.another({ databaseUrl: tap.url })
  const there = process.visitor()
  for (const [name, value] of owner.cookies) there.cookies.set(name, value)
  await there.api.room.desk.query({ room })
  state = 'until the commit'
  await there.api.room.mute.mutate({ room, username })
  expect(state).toBe('gone')
  expect((await owner.api.room.desk.query({ room })).sanctions).toMatchObject([{ username, kind: 'mute' }])
  await process.close()
  await tap.close()
})

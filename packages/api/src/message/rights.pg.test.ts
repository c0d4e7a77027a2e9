import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aPerson } from '../room/testing-chat.ts'
import { type AnotherProcess, createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'

type Person = Awaited<ReturnType<typeof aPerson>>
let world: TestApi
let other: AnotherProcess
let owner: Person
let guest: Person
let room: string
beforeAll(async () => {
  world = await createTestApi({ settings: { messages: { points: 1_000, perMs: 1_000 } } })
  other = await world.another()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;[owner, guest] = [await aPerson(world), await aPerson(world)]
  const title = `Room ${randomUUID()}`
  room = (await owner.api.room.create.mutate({ title, kind: 'private' })).slug
  await owner.api.room.add.mutate({ room, username: guest.name })
})

/** The guest says something through the other process, which knows of what happens here from PostgreSQL alone. */
function say(body = randomUUID() as string) {
  const elsewhere = other.visitor()
  for (const [name, value] of guest.cookies) elsewhere.cookies.set(name, value)
  return elsewhere.api.message.send.mutate({ room, body, clientKey: randomUUID() })
}
const subject = () => ({ room, username: guest.name })

test('who is muted says nothing more, on any process, until the mute is lifted', async () => {
  await say()
  await owner.api.room.mute.mutate(subject())
  expect(await refusalOf(say())).toMatchObject({ reason: 'room.muted' })
  await owner.api.room.unmute.mutate(subject())
  await say()
})

test('who is taken out, banned or has left a private room says nothing more there, on any process', async () => {
  const acts = {
    takenOut: () => owner.api.room.removeMember.mutate(subject()),
    left: () => guest.api.room.leave.mutate({ room }),
    banned: () => owner.api.room.ban.mutate(subject()),
  }
  for (const [name, act] of Object.entries(acts)) {
    await say()
    await act()
    expect(await refusalOf(say()), name).toMatchObject({ reason: 'room.not-found' })
    if (name !== 'banned') await owner.api.room.add.mutate(subject())
  }
})

test('a device that is signed out says nothing more, on any process, and is told what ended it; the others write on', async () => {
  for (let round = 0; round < 20; round++) {
    await say()
    const device = world.visitor()
    const password = 'a long enough phrase'
    await device.api.account.logIn.mutate({ login: guest.name, password })
    await device.api.device.revokeOthers.mutate()
    expect(await refusalOf(say())).toMatchObject({ reason: 'account.signed-out', endedBy: 'everywhere' })
    guest = { ...guest, api: device.api, cookies: device.cookies }
  }
  await owner.api.message.send.mutate({ room, body: 'still here', clientKey: randomUUID() })
})

test('when somebody else loses a right, the others write on', async () => {
  const third = await aPerson(world)
  await owner.api.room.add.mutate({ room, username: third.name })
  const { seq } = await say()
  await owner.api.room.ban.mutate({ room, username: third.name })
  expect(await say()).toEqual({ seq: seq + 1, isRepeat: false })
})

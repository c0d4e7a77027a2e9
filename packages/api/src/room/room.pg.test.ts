import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'
import { aPerson, follow } from './testing-chat.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { messages: { points: 100, perMs: 1_000 } } })
})
afterAll(() => world.close())

type Person = Awaited<ReturnType<typeof aPerson>>
async function aRoom(owner: Person, kind: 'public' | 'private'): Promise<string> {
  return (await owner.api.room.create.mutate({ title: `Room ${randomUUID()}`, kind })).slug
}
const no = { reason: 'room.not-found' }

test('a private room stays private through every door', async () => {
  const [owner, stranger] = [await aPerson(world), await aPerson(world)]
  const room = await aRoom(owner, 'private')
  const { seq } = await owner.say(room, 'between us: narwhal')
  const stalker = await aPerson(world)
  await world.database.rows`update account set role = 'admin' where id = ${stalker.id}`
  for (const outsider of [stranger, stalker, world.visitor()]) {
    const { api } = outsider
    expect(await refusalOf(api.room.get.query({ room }))).toMatchObject(no)
    expect(await refusalOf(api.room.members.query({ room }))).toMatchObject(no)
    expect(await refusalOf(api.room.memberCount.query({ room }))).toMatchObject(no)
    expect(await refusalOf(api.message.list.query({ room }))).toMatchObject(no)
    await expect(follow(outsider, room).failed()).rejects.toMatchObject({ data: { ...no, httpStatus: 404 } })
    await expect(follow(outsider, room, '0.0').failed()).rejects.toMatchObject({ data: no })
    expect((await api.room.list.query()).map(({ slug }) => slug)).not.toContain(room)
  }
  for (const { api } of [stranger, stalker]) {
    const calls = [
      api.room.join.mutate({ room }),
      api.room.typing.mutate({ room }),
      api.room.markRead.mutate({ room, seq: 1 }),
      api.room.desk.query({ room }),
      api.room.traces.query({ room, seq }),
      api.room.add.mutate({ room, username: stranger.name }),
      api.message.send.mutate({ room, body: 'hi', clientKey: randomUUID() }),
      api.message.edit.mutate({ room, seq, body: 'hi' }),
      api.message.remove.mutate({ room, seq }),
      api.message.report.mutate({ room, seq, reason: 'nosy' }),
      api.message.search.query({ words: 'narwhal', room }),
    ]
    for (const refused of await Promise.all(calls.map((call) => refusalOf(call))))
      expect(refused).toMatchObject(no)
    expect((await api.message.search.query({ words: 'narwhal' })).hits).toEqual([])
  }
  expect(await owner.api.message.search.query({ words: 'narwhal' })).toMatchObject({ hits: [{ room }] })
})

test('who is let into a private room reads it, and who is taken out sees nothing more within a second', async () => {
  const [owner, guest] = [await aPerson(world), await aPerson(world)]
  const room = await aRoom(owner, 'private')
  await owner.api.room.add.mutate({ room, username: guest.name })
  const view = follow(guest, room)
  await owner.say(room, 'welcome')
  await view.sees('welcome')
  const out = expect(view.failed()).rejects.toMatchObject({ data: no })
  const at = performance.now()
  await owner.api.room.removeMember.mutate({ room, username: guest.name })
  await out
  expect(performance.now() - at).toBeLessThan(1_000)
  await owner.say(room, 'gone?')
  expect(view.bodies()).toEqual(['welcome'])
})

test('a muted person reads but does not write until the time is over; a banned one does neither', async () => {
  const [owner, loud] = [await aPerson(world), await aPerson(world)]
  const room = await aRoom(owner, 'public')
  await loud.say(room, 'first')
  await owner.api.room.mute.mutate({ room, username: loud.name, forMs: 60_000, reason: 'calm down' })
  expect(await refusalOf(loud.say(room, 'second'))).toMatchObject({ reason: 'room.muted' })
  expect(await loud.api.room.get.query({ room })).toMatchObject({
    whyNotWrite: 'room.muted',
    mutedUntil: expect.any(String),
  })
  await world.advance(61_000)
  await loud.say(room, 'third')
  expect(await loud.api.room.get.query({ room })).toMatchObject({ whyNotWrite: null, mutedUntil: null })
  const view = follow(loud, room)
  await view.sees('third')
  const out = expect(view.failed()).rejects.toMatchObject({ data: no })
  await owner.api.room.ban.mutate({ room, username: loud.name, reason: 'enough' })
  await out
  expect(await refusalOf(loud.say(room, 'fourth'))).toMatchObject({ reason: 'room.banned' })
  expect(await refusalOf(loud.api.message.list.query({ room }))).toMatchObject({ reason: 'room.banned' })
  await owner.api.room.unban.mutate({ room, username: loud.name })
  await loud.say(room, 'fifth')
  const { trail } = await owner.api.room.desk.query({ room })
  expect(trail.at(-1)).toMatchObject({ act: 'mute', detail: 'for 1 minute, calm down' })
  expect(trail.map(({ act, actor, subject }) => [act, actor, subject])).toEqual([
    ['unban', owner.name, loud.name],
    ['ban', owner.name, loud.name],
    ['mute', owner.name, loud.name],
  ])
})

test('nobody acts on those who stand as high, and only owners make moderators', async () => {
  const [owner, helper, member] = [await aPerson(world), await aPerson(world), await aPerson(world)]
  const room = await aRoom(owner, 'public')
  for (const { api } of [helper, member]) await api.room.join.mutate({ room })
  await owner.api.room.setRole.mutate({ room, username: helper.name, role: 'moderator' })
  const { api } = helper
  expect(await refusalOf(api.room.ban.mutate({ room, username: owner.name }))).toMatchObject({
    reason: 'room.outranked',
  })
  expect(
    await refusalOf(api.room.setRole.mutate({ room, username: member.name, role: 'moderator' })),
  ).toMatchObject({ reason: 'room.forbidden' })
  expect(await refusalOf(member.api.room.mute.mutate({ room, username: helper.name }))).toMatchObject({
    reason: 'room.forbidden',
  })
  await api.room.mute.mutate({ room, username: member.name })

  // Both are told beforehand, so that a page can say why.
  const admins = await world.database.rows<{ id: string }>`select id from account where role = 'admin'`
  const outranking = async (person: typeof owner) => new Set(await person.api.room.outranking.query({ room }))
  const above = admins.map(({ id }) => id)
  expect(await outranking(helper)).toEqual(new Set([owner.id, helper.id, ...above]))
  expect(await outranking(owner)).toEqual(new Set([owner.id, ...above]))
  expect(await refusalOf(member.api.room.outranking.query({ room }))).toMatchObject({
    reason: 'room.forbidden',
  })
  expect(await owner.api.room.get.query({ room })).toMatchObject({ whyNotGrant: null })
  expect(await api.room.get.query({ room })).toMatchObject({ whyNotGrant: 'room.forbidden' })
  const told = (await api.room.members.query({ room })).map(({ username, whyNotAct }) => [
    username,
    whyNotAct,
  ])
  expect(Object.fromEntries(told)).toEqual({
    [owner.name]: 'room.outranked',
    [helper.name]: 'room.outranked',
    [member.name]: null,
  })
})

test('an edit and a removal reach everybody as changes of the line, and moderators see what it said', async () => {
  const [owner, author] = [await aPerson(world), await aPerson(world)]
  const room = await aRoom(owner, 'public')
  const view = follow(owner, room)
  await view.opened()
  const { seq } = await author.say(room, 'teh word')
  await author.api.message.edit.mutate({ room, seq, body: 'the word' })
  await view.sees('the word')
  expect(view.lines()).toMatchObject([{ seq, body: 'the word', editedAt: expect.any(String) }])
  expect(await refusalOf(owner.api.message.edit.mutate({ room, seq, body: 'mine' }))).toMatchObject({
    reason: 'room.forbidden',
  })
  await author.api.message.report.mutate({ room, seq, reason: 'I regret it' })
  await owner.api.message.remove.mutate({ room, seq, reason: 'asked for' })
  await view.until(() => view.lines()[0]?.removedBy === 'moderator')
  expect(view.bodies()).toEqual([''])
  expect(view.numbers).toEqual([1, 2, 3])
  const traces = await owner.api.room.traces.query({ room, seq })
  expect(traces.map(({ kind, was }) => [kind, was])).toEqual([
    ['edit', 'teh word'],
    ['removal', 'the word'],
  ])
  expect(await refusalOf(author.api.room.traces.query({ room, seq }))).toMatchObject({
    reason: 'room.forbidden',
  })
  expect((await owner.api.room.desk.query({ room })).reports).toEqual([])
  const late = follow(world.visitor(), room)
  await late.opened()
  expect(JSON.stringify(late.lines())).not.toContain('word')
})

test('unread lines and mentions are counted until they are read', async () => {
  const [ada, bob] = [await aPerson(world), await aPerson(world)]
  const room = await aRoom(ada, 'public')
  await ada.say(room, 'before')
  await bob.api.room.join.mutate({ room })
  const unread = async () => {
    const listed = (await bob.api.room.list.query()).find(({ slug }) => slug === room)
    return [listed?.unread, listed?.mentions]
  }
  expect(await unread()).toEqual([0, 0])
  await ada.say(room, `hello @${bob.name.toUpperCase()} and @${bob.name}, not \`@${bob.name}\``)
  const { seq } = await ada.say(room, 'and more')
  expect(await unread()).toEqual([2, 1])
  await bob.api.room.markRead.mutate({ room, seq })
  expect(await unread()).toEqual([0, 0])
  await bob.api.room.markRead.mutate({ room, seq: 1 })
  expect(await unread()).toEqual([0, 0])
  expect(await world.database.rows`select count(*)::int from job where kind = 'room.notify'`).toEqual([
    { count: 1 },
  ])
})

test('who is here and who is typing is told to those in the room', async () => {
  const [ada, bob] = [await aPerson(world), await aPerson(world)]
  const view = follow(ada, 'lobby')
  const other = follow(bob, 'lobby')
  const here = { here: { count: 2, names: [ada.name, bob.name].sort() } }
  await view.until(() => view.passing.some((event) => JSON.stringify(event) === JSON.stringify(here)))
  await bob.api.room.typing.mutate({ room: 'lobby' })
  await view.until(() => view.passing.some((event) => 'typing' in event))
  expect(view.passing).toContainEqual({ typing: [bob.name] })
  other.stop()
  await view.until(
    () => JSON.stringify(view.passing.at(-1)) === JSON.stringify({ here: { count: 1, names: [ada.name] } }),
  )
  view.stop()
})

test('nobody learns of a private room by making one of the same title', async () => {
  const [owner, stranger] = [await aPerson(world), await aPerson(world)]
  const title = `Plans of ${randomUUID()}`
  await owner.api.room.create.mutate({ title, kind: 'private' })
  await stranger.api.room.create.mutate({ title, kind: 'private' })
  await stranger.api.room.create.mutate({ title, kind: 'public' })
  expect(await refusalOf(owner.api.room.create.mutate({ title, kind: 'public' }))).toEqual({
    reason: 'room.name-taken',
  })
})

test('a room has a title of any script, and is found under the address that it is given', async () => {
  const titles = ['日本語の部屋', 'Комната 5', 'Беседка 5', '🎉🎉', 'Run club', 'Search', 'غرفة']
  const [ada, bob] = [await aPerson(world), await aPerson(world)]
  for (const [kind, person] of [
    ['public', ada],
    ['private', bob],
  ] as const)
    for (const title of titles) {
      const { slug } = await person.api.room.create.mutate({ title, kind })
      expect(await person.api.room.get.query({ room: slug })).toMatchObject({ slug, title })
      await person.say(slug, 'hello')
    }
  expect(await refusalOf(ada.api.room.create.mutate({ title: ' комната  5' }))).toEqual({
    reason: 'room.name-taken',
  })
  expect(await refusalOf(ada.api.room.create.mutate({ title: '\u200b\u2060' }))).toMatchObject({
    reason: 'request.invalid',
  })
})

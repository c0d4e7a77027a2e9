import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

/** Who tells the processes of changes to accounts, the newest first. */
const ears = () => world.database.rows<{ pid: number }>`
  select pid from pg_stat_activity
  where datname = current_database() and application_name = 'account news' order by backend_start desc`

test('who is signed out spends nothing of the limit of their account, also where that has not been heard yet', async () => {
  await expect.poll(async () => (await ears()).length).toBe(1)
  const other = await world.another()
  await expect.poll(async () => (await ears()).length).toBe(2)
  const ada = await aPerson(world)
  const device = world.visitor()
  await device.api.account.logIn.mutate({ login: ada.name, password: 'a long enough phrase' })
  const { session } = await device.api.account.me.query()
  const same = other.visitor()
  for (const [name, value] of device.cookies) same.cookies.set(name, value)
  const say = () =>
    same.api.message.send.mutate({ room: 'lobby', body: 'still here', clientKey: randomUUID() })
  // From the second on that process knows who it was the last time.
  for (let n = 0; n < 2; n++) await say()

  const pid = (await ears())[0]?.pid ?? 0
  process.kill(pid, 'SIGSTOP')
  try {
    await ada.api.device.revoke.mutate({ id: session.id })
    expect(await refusalOf(say())).toMatchObject({ reason: 'account.signed-out' })
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  // Five fit into ten seconds, and two are there.
  for (let n = 0; n < 3; n++) await ada.say('lobby', `line ${n}`)
})

test('what is no line spends nothing either', async () => {
  const ada = await aPerson(world)
  for (let n = 0; n < 3; n++) await ada.say('challenge-csvq', `line ${n}`)
  for (const body of ['', ' ', 'x'.repeat(10_000)])
    expect(await refusalOf(ada.say('challenge-csvq', body))).toMatchObject({ reason: 'request.invalid' })
  for (const room of [{ toString: 1 }, null, 5])
    expect(await refusalOf(ada.say(room as never, 'hello'))).toMatchObject({ reason: 'request.invalid' })
  for (let n = 3; n < 5; n++) await ada.say('challenge-csvq', `line ${n}`)
})

test('of lines for two rooms in one request each counts in its own room', async () => {
  const ada = await aPerson(world)
  for (let n = 0; n < 2; n++) await ada.say('lobby', `line ${n}`)
  const rooms = ['lobby', ...Array<string>(9).fill('challenge-md2html')]
  const answers = await ada.fetch(`/api/trpc/${rooms.map(() => 'message.send').join(',')}?batch=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      Object.fromEntries(rooms.map((room, n) => [n, { room, body: `all ${n}`, clientKey: randomUUID() }])),
    ),
  })
  const [first, ...others] = (await answers.json()) as { readonly error?: object }[]
  expect(first).not.toHaveProperty('error')
  expect(others.filter(({ error }) => error === undefined)).toHaveLength(5)
})

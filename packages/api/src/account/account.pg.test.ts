import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

let count = 0
const aName = () => `runner${++count}`
const password = 'a long enough phrase'

test('who registers is signed in, and me says who they are', async () => {
  const sam = world.visitor()
  const username = aName()
  const { account, tokens } = await sam.api.account.register.mutate({ username, password })
  expect(tokens).toBeNull()
  expect(await sam.api.account.me.query()).toMatchObject({
    id: account.id,
    username,
    role: 'member',
    email: null,
  })
})

test('ASVS 2.3.3: an account, its session, its event and its job are there together', async () => {
  const { account } = await world.visitor().api.account.register.mutate({ username: aName(), password })
  const rows = await world.database.rows`
    select (select count(*) from device_session where account_id = ${account.id}) as sessions,
      (select count(*) from account_event where account_id = ${account.id} and kind = 'registered') as events,
      (select count(*) from job where kind = 'account.registered' and payload->>'accountId' = ${account.id}) as jobs`
  expect(rows).toEqual([{ sessions: 1, events: 1, jobs: 1 }])
})

test('one signs in again by username, in any case', async () => {
  const username = aName()
  await world.visitor().api.account.register.mutate({ username, password })
  const again = world.visitor()
  await again.api.account.logIn.mutate({ login: username.toUpperCase(), password })
  expect((await again.api.account.me.query()).username).toBe(username)
})

test('signing out ends the session on the server, also for who kept the cookie', async () => {
  const sam = world.visitor()
  await sam.api.account.register.mutate({ username: aName(), password })
  const kept = new Map(sam.cookies)
  await sam.api.account.logOut.mutate()
  expect(sam.cookies.has('__Host-shiplap')).toBe(false)
  for (const [name, value] of kept) sam.cookies.set(name, value)
  expect(await refusalOf(sam.api.account.me.query())).toEqual({
    reason: 'account.signed-out',
    endedBy: 'sign-out',
  })
})

test('50 sign-ups of one name at once make one account', async () => {
  const username = aName()
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, () => world.visitor().api.account.register.mutate({ username, password })),
  )
  expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
})

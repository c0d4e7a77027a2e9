import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { sessionCookie } from '@shiplap/auth/cookie'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import { type StatementTap, tapStatements } from '@shiplap/db/testing-statements'
import { connectRedis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccessKeys } from './access-keys.ts'
import { type AnotherProcess, createTestApi, type TestApi } from './testing.ts'

let world: TestApi
let tap: StatementTap
/** A process whose statements are heard. */
let heard: AnotherProcess
beforeAll(async () => {
  world = await createTestApi()
  tap = await tapStatements(world.database.url)
  heard = await world.another({ databaseUrl: tap.url })
})
afterAll(async () => {
  await heard.close()
  await tap.close()
  await world.close()
})

let count = 0
const password = 'a long enough phrase'
const second = 1_000
async function signIn(means: 'cookie' | 'tokens', origin: Pick<TestApi, 'visitor'> = world) {
  const username = `session${++count}`
  const visitor = origin.visitor()
  const { account, tokens } = await visitor.api.account.register.mutate({ username, password, means })
  const [session] = await world.database.rows<{ id: string }>`
    select id from device_session where account_id = ${account.id}`
  const headers = () =>
    tokens === null
      ? { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
      : { authorization: `Bearer ${tokens.accessToken}` }
  return { username, visitor, headers, accountId: account.id, id: session?.id ?? '', tokens }
}
const me = (headers: Readonly<Record<string, string>>, origin = world.origin) =>
  fetch(`${origin}/api/trpc/account.me`, { headers })
const told = async (headers: Readonly<Record<string, string>>) => {
  const body = (await (await me(headers)).json()) as { result?: { data: object }; error?: { data: object } }
  return body.result?.data ?? body.error?.data
}

test('each credential opens its own session, asked the first time or from a copy', async () => {
  const people = []
  for (const means of ['cookie', 'cookie', 'tokens', 'tokens'] as const) people.push(await signIn(means))
  for (let time = 0; time < 3; time++)
    for (const { username, headers, id } of people)
      expect(await told(headers())).toMatchObject({ username, session: { id } })
})

test('an access token opens a session of tokens, and never one of a cookie', async () => {
  const { pepper: secret, origin } = world.settings
  const keys = createAccessKeys({ db: world.database.db, secret, origin, now: () => new Date() })
  for (const [means, status] of [
    ['tokens', 200],
    ['cookie', 401],
  ] as const) {
    const { accountId, id: sessionId } = await signIn(means)
    const token = await keys.sign({ accountId, sessionId })
    expect((await me({ authorization: `Bearer ${token}` })).status, means).toBe(status)
  }
})

test('what was never a credential is nobody’s, and what was one tells why it opens nothing any more', async () => {
  const { pepper: secret, origin } = world.settings
  const keys = createAccessKeys({ db: world.database.db, secret, origin, now: () => new Date() })
  const token = await keys.sign({ accountId: randomUUID(), sessionId: randomUUID() })
  const name = sessionCookie(world.settings).name
  const nobody = { reason: 'account.signed-out' }
  for (const headers of [
    {},
    { cookie: `${name}=${'x'.repeat(43)}` },
    { cookie: `${name}=` },
    { authorization: `Bearer ${token}` },
  ]) {
    expect(await told(headers)).toMatchObject(nobody)
    expect(await told(headers)).not.toHaveProperty('details.endedBy')
  }
  for (const means of ['cookie', 'tokens'] as const) {
    const { headers, id, accountId } = await signIn(means)
    await deviceSessions.end(world.database.db, { accountId, which: { id }, by: 'device' })
    expect(await told(headers())).toMatchObject({ ...nobody, details: { endedBy: 'device' } })
  }
})

test('a good token counts in its place alone, however its scheme is spelled', async () => {
  const { tokens } = await signIn('tokens')
  const token = tokens?.accessToken ?? ''
  for (const authorization of [`Bearer ${token}`, `bearer ${token}`, `BEARER ${token}`])
    expect((await me({ authorization })).status, authorization.slice(0, 6)).toBe(200)
  for (const authorization of [
    `x Bearer ${token}`,
    `Bearer ${token} x`,
    `Bearer x ${token}`,
    `Bearer${token}`,
    token,
  ])
    expect((await me({ authorization })).status, authorization.replace(token, '…')).toBe(401)
})

test('the session of somebody who comes again is not read again, until something of the account changes', async () => {
  const { visitor } = await signIn('cookie', heard)
  const readsSession = async () => {
    tap.heard.length = 0
    await visitor.api.account.me.query()
    return tap.heard.some((text) => text.includes('from device_session'))
  }
  await expect.poll(readsSession).toBe(false)
  expect(await readsSession()).toBe(false)
  await visitor.api.account.update.mutate({ username: `renamed${++count}` })
  expect(await readsSession()).toBe(true)
})

test('use is noted once a minute, with where it came from', async () => {
  const { visitor, id } = await signIn('cookie')
  const seen = async () =>
    (
      await world.database.rows<{ at: Date; ip: string | null }>`
        select last_seen_at as at, host(ip) as ip from device_session where id = ${id}`
    )[0]
  await world.database.rows`update device_session set ip = null where id = ${id}`
  const before = await seen()
  await world.advance(30 * second)
  await visitor.api.account.me.query()
  expect(await seen()).toEqual(before)
  await world.advance(31 * second)
  await visitor.api.account.me.query()
  const after = await seen()
  expect(Number(after?.at) - Number(before?.at)).toBeGreaterThanOrEqual(61 * second)
  expect(after?.ip).toBe('127.0.0.1')
})

test('a copy ends with the time of its session', async () => {
  const { headers, id } = await signIn('cookie')
  await world.database.rows`
    update device_session set idle_expires_at = now_at() + interval '700 ms' where id = ${id}`
  await world.advance(0)
  const status = async () => (await me(headers())).status
  expect(await status()).toBe(200)
  await expect.poll(status, { timeout: 10 * second }).toBe(401)
})

test('when sessions end, their copies are gone from Redis before it is answered', async () => {
  const redis = connectRedis({ url: world.redis.url, log: silentLog })
  await once(redis, 'ready')
  const copies = () => redis.keys('copy:{session:*')
  const { visitor, username, headers } = await signIn('cookie')
  const program = await world
    .visitor()
    .api.account.logIn.mutate({ login: username, password, means: 'tokens' })
  const authorization = `Bearer ${program.tokens?.accessToken}`
  await expect
    .poll(async () => {
      await Promise.all([me(headers()), me({ authorization })])
      return (await copies()).length
    })
    .toBe(2)
  await visitor.api.device.revokeAll.mutate()
  expect(await copies()).toEqual([])
  redis.disconnect()
})

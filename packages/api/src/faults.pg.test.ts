import { randomUUID } from 'node:crypto'
import { connectRedis, type Redis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnotherProcess, createTestApi, type TestApi } from './testing.ts'
import { refusalOf } from './testing-refusal.ts'
import type { TestVisitor } from './testing-visitor.ts'

let world: TestApi
let other: AnotherProcess
let redis: Redis
beforeAll(async () => {
  world = await createTestApi()
  other = await world.another()
  redis = connectRedis({ url: world.redis.url, log: silentLog })
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()))
})
afterAll(async () => {
  redis.disconnect()
  await world.close()
})

let count = 0
const password = 'a long enough phrase'
const out = { reason: 'account.signed-out', endedBy: 'device' }

/** An owner, and a device of theirs that a copy in Redis lets in. */
async function ownerAndDevice() {
  const username = `fault${++count}`
  const owner = world.visitor()
  await owner.api.account.register.mutate({ username, password })
  const device = world.visitor()
  await device.api.account.logIn.mutate({ login: username, password })
  const { session } = await device.api.account.me.query()
  return { username, owner, device, id: session.id }
}
/** Makes the second process know this person by the same cookies. */
function there(visitor: TestVisitor): TestVisitor {
  const same = other.visitor()
  for (const [name, value] of visitor.cookies) same.cookies.set(name, value)
  return same
}
const copies = async () => {
  const keys = await redis.keys('copy:*')
  return Promise.all(keys.map(async (key) => [key, await redis.get(key)] as const))
}

test('a session is checked against a copy alone, which a changed copy shows', async () => {
  const { device } = await ownerAndDevice()
  expect(await refusalOf(device.api.admin.accounts.query({}))).toMatchObject({ reason: 'account.forbidden' })
  const kept = (await copies()).filter(
    ([, value]) => value?.includes('"member"') && value.includes('"session"'),
  )
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.join()).not.toContain(device.cookies.get('__Host-shiplap'))
  for (const [key, value] of kept)
    await redis.set(key, value?.replace('"member"', '"admin"') ?? '', 'KEEPTTL')
  // The other process has none of its own yet.
  await there(device).api.admin.accounts.query({})
  // A change that PostgreSQL knows of ends that trust as soon as it is heard.
  await world.database.rows`update account set email = null where email is null`
  await expect
    .poll(() =>
      there(device)
        .api.admin.accounts.query({})
        .then(String, (error) => error.data.reason),
    )
    .toBe('account.forbidden')
})

test('a new session is copied with its first call, whatever its means', async () => {
  const { username } = await ownerAndDevice()
  const login = { login: username, password, means: 'tokens' } as const
  const { tokens } = await world.visitor().api.account.logIn.mutate(login)
  const headers = { authorization: `Bearer ${tokens?.accessToken}` }
  const me = async () => (await fetch(`${world.origin}/api/trpc/account.me`, { headers })).json()
  const { result } = (await me()) as { result: { data: { session: { id: string } } } } // as its router says
  const isCopied = () => redis.exists(`copy:{session:${result.data.session.id}}`)
  // Shorter than a mark lasts, which forgetting would leave.
  await expect.poll(() => me().then(isCopied), { timeout: 5_000 }).toBe(1)
})

test('an old copy that comes back into Redis, as from a snapshot, opens nothing: neither here, nor there, nor in a new process', async () => {
  const { owner, device, id } = await ownerAndDevice()
  await there(device).api.account.me.query()
  const before = await copies()
  expect(before.length).toBeGreaterThan(0)
  await owner.api.device.revoke.mutate({ id })
  for (const [key, value] of before) await redis.set(key, value ?? '', 'PX', 3_600_000)
  expect(await refusalOf(device.api.account.me.query())).toEqual(out)
  expect(await refusalOf(there(device).api.account.me.query())).toEqual(out)
  const late = await world.another()
  const visitor = late.visitor()
  for (const [name, value] of device.cookies) visitor.cookies.set(name, value)
  expect(await refusalOf(visitor.api.account.me.query())).toEqual(out)
  await late.close()
  console.log(
    `redis: ${before.length} copies put back after the revocation, 0 opened anything in 3 processes`,
  )
})

test('while Redis is frozen people stay signed in, a revocation counts, and the thawed copy opens nothing', async () => {
  const { owner, device, id } = await ownerAndDevice()
  await there(device).api.account.me.query()
  process.kill(world.redis.pid, 'SIGSTOP')
  const started = performance.now()
  try {
    await owner.api.account.me.query()
    const waited = performance.now() - started
    // It asks Redis three times; only the first waits its half second.
    expect(waited).toBeLessThan(1_400)
    console.log(`redis frozen: a request of three questions took ${waited.toFixed(0)} ms`)
    await owner.api.device.revoke.mutate({ id })
    expect(await refusalOf(device.api.account.me.query())).toEqual(out)
  } finally {
    process.kill(world.redis.pid, 'SIGCONT')
  }
  await expect.poll(() => redis.ping().catch(() => null)).toBe('PONG')
  for (const each of [device, there(device)])
    expect(await refusalOf(each.api.account.me.query())).toEqual(out)
})

test('a process that lost its ear to PostgreSQL trusts no copy until it hears again', async () => {
  const { owner, device, id } = await ownerAndDevice()
  await there(device).api.account.me.query()
  const before = await copies()
  await world.database.rows`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'account news'`
  await owner.api.device.revoke.mutate({ id })
  for (const [key, value] of before) await redis.set(key, value ?? '', 'PX', 3_600_000)
  for (const each of [device, there(device)])
    expect(await refusalOf(each.api.account.me.query())).toEqual(out)
})

test('an ear to PostgreSQL that is deaf without knowing it lets nobody in whose session has ended, nor write', async () => {
  const { owner, device, id } = await ownerAndDevice()
  const same = there(device)
  const say = ({ api }: typeof device) =>
    api.message.send.mutate({ room: 'lobby', body: 'am I still there?', clientKey: randomUUID() })
  for (const each of [device, same]) await say(each)
  const ears = () => world.database.rows<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and application_name = 'account news'`
  await expect.poll(async () => (await ears()).length).toBe(2)
  const stopped = await ears()
  for (const { pid } of stopped) process.kill(pid, 'SIGSTOP')
  try {
    await owner.api.device.revoke.mutate({ id })
    for (const each of [device, same]) {
      expect(await refusalOf(say(each))).toEqual(out)
      expect(await refusalOf(each.api.account.me.query())).toEqual(out)
    }
  } finally {
    for (const { pid } of stopped) process.kill(pid, 'SIGCONT')
  }
})

test('of a PostgreSQL that is frozen somebody signed in is told no later than a stranger', async () => {
  const { device } = await ownerAndDevice()
  // As many at once as ask below, or more: what is frozen has to be what they get.
  await Promise.all(Array.from({ length: 6 }, () => device.api.device.list.query()))
  const frozen = await world.database.rows<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and application_name in ('web', 'account news')`
  const stranger = world.visitor()
  for (const { pid } of frozen) process.kill(pid, 'SIGSTOP')
  try {
    const [told, toldStranger] = await Promise.all([
      timed(device.api.account.me.query()),
      timed(stranger.api.board.page.query({ challenge: 'csvq', category: 'first-three' })),
    ])
    for (const { reason } of [told, toldStranger]) expect(reason).toBe('service.unavailable')
    expect(told.ms - toldStranger.ms).toBeLessThan(500)
  } finally {
    for (const { pid } of frozen) process.kill(pid, 'SIGCONT')
  }
})

async function timed(asked: Promise<unknown>) {
  const since = performance.now()
  const { reason } = await refusalOf(asked)
  return { reason, ms: performance.now() - since }
}

test('ASVS 16.5.3: without PostgreSQL nobody is let in, and nobody is told to be signed out', async () => {
  const { device } = await ownerAndDevice()
  const blind = await world.another({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' })
  const visitor = blind.visitor()
  for (const [name, value] of device.cookies) visitor.cookies.set(name, value)
  expect(await refusalOf(visitor.api.account.me.query())).toEqual({ reason: 'service.unavailable' })
  await blind.close()
})

test('seed 4, ASVS 16.5.3: with Redis gone for good people sign in and stay signed in, revoked is revoked, and limits are stricter', async () => {
  const { owner, device, id, username } = await ownerAndDevice()
  process.kill(world.redis.pid, 'SIGKILL')
  await expect.poll(() => redis.ping().catch(() => null)).toBeNull()
  await owner.api.account.me.query()
  await owner.api.device.revoke.mutate({ id })
  for (const each of [device, there(device)])
    expect(await refusalOf(each.api.account.me.query())).toEqual(out)
  await world.visitor().api.account.logIn.mutate({ login: username, password })
  const stranger = world.visitor()
  const reasons: unknown[] = []
  for (let i = 0; i < 8; i++)
    reasons.push(
      (await refusalOf(stranger.api.account.logIn.mutate({ login: username, password: `wrong ${i}` })))
        .reason,
    )
  expect(reasons.filter((reason) => reason === 'account.wrong-credentials').length).toBeLessThanOrEqual(5)
  expect(reasons.at(-1)).toBe('limit.reached')
})

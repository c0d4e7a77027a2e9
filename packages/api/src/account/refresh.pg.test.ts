import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { linkFor, mailsTo } from '../testing-mail.ts'
import { registerProgram } from '../testing-people.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

let count = 0
const password = 'a long enough phrase'
const aProgram = () => registerProgram(world, { username: `refresh${++count}`, password })
const ask = (token: string, path = 'account.me', init: RequestInit = {}) =>
  fetch(`${world.origin}/api/trpc/${path}`, {
    ...init,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  })
const statusOf = async (token: string) => (await ask(token)).status
const refresh = (refreshToken: string) => world.visitor().api.account.refresh.mutate({ refreshToken })
const sessionOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid

test('a refresh token gives the next pair, whose access token works', async () => {
  const { tokens } = await aProgram()
  const next = await refresh(tokens.refreshToken)
  expect(next.refreshToken).not.toBe(tokens.refreshToken)
  expect(await statusOf(next.accessToken)).toBe(200)
  for (const refreshToken of ['', tokens.accessToken])
    expect(await refusalOf(refresh(refreshToken))).toEqual({
      reason: 'request.invalid',
      fields: expect.anything(),
    })
  const more = { refreshToken: next.refreshToken, more: 1 } as { refreshToken: string }
  expect(await refusalOf(world.visitor().api.account.refresh.mutate(more))).toMatchObject({
    reason: 'request.invalid',
  })
  expect(await refusalOf(refresh('x'))).toEqual({ reason: 'token.invalid' })
})

test('50 refreshes of one token at once all get the one same successor, and one step is made', async () => {
  const { tokens } = await aProgram()
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(tokens.refreshToken)))
  expect(new Set(answers.map((each) => each.refreshToken)).size).toBe(1)
  const families = await world.database.rows<{ generation: number }>`
    select generation from refresh_family where session_id = ${sessionOf(tokens.accessToken)}`
  expect(families).toEqual([{ generation: 2 }])
  console.log('refresh: 50 parallel uses of one token, 50 answered, 1 successor, generation 2')
})

test('seed 2: an old refresh token is not the new one: after ten seconds its return ends the session and is told', async () => {
  const { tokens, visitor, username, account } = await aProgram()
  const email = `${username}@example.org`
  await ask(tokens.accessToken, 'account.changeEmail', { method: 'POST', body: JSON.stringify({ email }) })
  await visitor.api.account.confirmEmail.mutate({ token: await linkFor(world, email) })
  const bystander = await aProgram()
  const next = await refresh(tokens.refreshToken)
  expect(await statusOf(next.accessToken)).toBe(200)
  await world.advance(9_000)
  expect((await refresh(tokens.refreshToken)).refreshToken).toBe(next.refreshToken)
  expect(await statusOf(next.accessToken)).toBe(200)
  await world.advance(2_000)
  const [session] = await world.database.rows<{ device: string; id: string }>`
    select device.name as device, device_session.id from device_session join device on device.id = device_id
    where device_session.id = ${sessionOf(tokens.accessToken)}`
  expect(await refusalOf(refresh(tokens.refreshToken))).toEqual({ reason: 'token.reused' })
  expect(await refusalOf(refresh(next.refreshToken))).toEqual({ reason: 'token.invalid' })
  for (const token of [tokens.accessToken, next.accessToken]) expect(await statusOf(token)).toBe(401)
  expect(await statusOf(bystander.tokens.accessToken)).toBe(200)

  const events = await world.database.rows`
    select kind, session_id, device, host(ip) as ip, user_agent from account_event
    where kind = 'refresh-reused' and account_id = ${account.id}`
  expect(events).toEqual([
    {
      kind: 'refresh-reused',
      sessionId: session?.id,
      device: session?.device,
      ip: '127.0.0.1',
      userAgent: expect.any(String),
    },
  ])
  const letter = (await mailsTo(world, email)).at(-1)
  expect(letter?.subject).toBe(`Signed out for safety: ${session?.device}`)
  for (const told of [
    username,
    'an old credential of one of your devices was used again',
    '127.0.0.1',
    world.origin,
  ])
    expect(letter?.text).toContain(told)
})

test('whoever has no address is signed out for safety as well, and finds it among their events', async () => {
  const { tokens, account } = await aProgram()
  await refresh((await refresh(tokens.refreshToken)).refreshToken)
  expect(await refusalOf(refresh(tokens.refreshToken))).toEqual({ reason: 'token.reused' })
  const events = await world.database.rows`
    select from account_event where kind = 'refresh-reused' and account_id = ${account.id}`
  expect(events).toHaveLength(1)
})

test('a program that refreshes is in use: its session goes on, and says when and where that was', async () => {
  const { tokens } = await aProgram()
  const id = sessionOf(tokens.accessToken)
  const session = async () =>
    (
      await world.database.rows<{ seen: Date; until: Date; ip: string | null }>`
        select last_seen_at as seen, idle_expires_at as until, host(ip) as ip from device_session where id = ${id}`
    )[0]
  await world.database.rows`update device_session set ip = null where id = ${id}`
  const before = await session()
  await world.advance(60_000)
  const next = await refresh(tokens.refreshToken)
  const after = await session()
  expect(Number(after?.seen) - Number(before?.seen)).toBeGreaterThanOrEqual(60_000)
  expect(Number(after?.until) - Number(before?.until)).toBeGreaterThanOrEqual(60_000)
  expect(after?.ip).toBe('127.0.0.1')
  // Whoever is told the same token once more is told a pair that works, for the same session.
  const again = await refresh(tokens.refreshToken)
  expect([await statusOf(again.accessToken), sessionOf(again.accessToken)]).toEqual([200, id])
  expect(again.refreshToken).toBe(next.refreshToken)
})

test('a token two steps back ends the session at once, whether the thief or the owner comes first', async () => {
  const { tokens } = await aProgram()
  const second = await refresh(tokens.refreshToken)
  const third = await refresh(second.refreshToken)
  expect(await refusalOf(refresh(tokens.refreshToken))).toEqual({ reason: 'token.reused' })
  expect(await refusalOf(refresh(third.refreshToken))).toEqual({ reason: 'token.invalid' })
})

test('junk that names somebody’s session does not end it', async () => {
  const { tokens } = await aProgram()
  const bytes = Buffer.from(tokens.refreshToken, 'base64url')
  for (const place of [20, 47, 48, 63]) {
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ 1
    expect(await refusalOf(refresh(changed.toString('base64url')))).toEqual({ reason: 'token.invalid' })
  }
  expect(await statusOf((await refresh(tokens.refreshToken)).accessToken)).toBe(200)
})

test('a token whose session is forgotten altogether is as good as none', async () => {
  const { tokens } = await aProgram()
  await world.database.rows`delete from device_session where id = ${sessionOf(tokens.accessToken)}`
  expect(await refusalOf(refresh(tokens.refreshToken))).toEqual({ reason: 'token.invalid' })
})

test('ASVS 10.4.8: refreshing does not carry an othr session past thirty days', async () => {
  const username = `absolute${++count}`
  await world.visitor().api.account.register.mutate({ username, password })
  const signedIn = await world
    .visitor()
    .api.account.logIn.mutate({ login: username, password, means: 'tokens', stay: true })
  let token = signedIn.tokens?.refreshToken ?? ''
  const day = 24 * 60 * 60_000
  for (const days of [6.9, 6.9, 6.9, 6.9, 2.3]) {
    await world.advance(days * day)
    token = (await refresh(token)).refreshToken
  }
  await world.advance(0.2 * day)
  expect(await refusalOf(refresh(token))).toEqual({ reason: 'token.invalid' })
})

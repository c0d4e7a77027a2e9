import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { registerProgram } from '../testing-people.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

let count = 0
const password = 'a long enough phrase'
const aProgram = () => registerProgram(world, { username: `tokens${++count}`, password })
const me = (token: string) =>
  world.visitor().fetch('/api/trpc/account.me', { headers: { authorization: `Bearer ${token}` } })
const statusOf = async (token: string) => (await me(token)).status
const refresh = (refreshToken: string) => world.visitor().api.account.refresh.mutate({ refreshToken })
const read = (token: string, index: 0 | 1) =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>

test('a program signs in with tokens, gets no cookie, and speaks for its device session', async () => {
  const { visitor, tokens, account } = await aProgram()
  expect([...visitor.cookies.keys()]).toEqual([])
  const answer = (await (await me(tokens.accessToken)).json()) as { result: { data: { id: string } } }
  expect(answer.result.data.id).toBe(account.id)
  expect(tokens.expiresIn).toBe(900)
})

test('ASVS 10.1.1: who signs in with a cookie is given no token that a script could read', async () => {
  const { tokens } = await world
    .visitor()
    .api.account.register.mutate({ username: `cookie${++count}`, password })
  expect(tokens).toBeNull()
})

test('the keys are published without their secret halves, and the token names its key', async () => {
  const { tokens } = await aProgram()
  const published = (await (await world.visitor().fetch('/.well-known/jwks.json')).json()) as {
    keys: Record<string, string>[]
  }
  const header = read(tokens.accessToken, 0)
  expect(header).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
  expect(published.keys.map((key) => key.kid)).toContain(header.kid)
  for (const key of published.keys) expect(Object.keys(key)).not.toContain('d')
})

test('an Authorization header of any other shape is no reason to look at the cookie', async () => {
  const visitor = world.visitor()
  await visitor.api.account.register.mutate({ username: `header${++count}`, password })
  for (const authorization of [
    'Basic abc',
    'Bearer',
    'Bearer  ',
    'bearer a b',
    '\u00ff',
    ','.repeat(5_000),
  ]) {
    const answer = await visitor.fetch('/api/trpc/account.me', { headers: { authorization } })
    expect(answer.status, authorization.slice(0, 20)).toBe(401)
  }
})

test('keys change without signing anybody out', async () => {
  const { tokens } = await aProgram()
  const before = read(tokens.accessToken, 0).kid
  // A key signs for thirty days; then whichever process comes first makes the next one.
  await world.database.rows`update signing_key set created_at = created_at - interval '31 days'`
  const other = await world.another()
  const next = await other.visitor().api.account.refresh.mutate({ refreshToken: tokens.refreshToken })
  const there = await fetch(`${other.origin}/api/trpc/account.me`, {
    headers: { authorization: `Bearer ${next.accessToken}` },
  })
  expect(read(next.accessToken, 0).kid).not.toBe(before)
  expect([there.status, await statusOf(tokens.accessToken)]).toEqual([200, 200])
})

test('signing out ends access and refresh token alike', async () => {
  const { tokens } = await aProgram()
  await world.visitor().fetch('/api/trpc/account.logOut', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.accessToken}` },
  })
  expect(await statusOf(tokens.accessToken)).toBe(401)
  expect(await refusalOf(refresh(tokens.refreshToken))).toEqual({ reason: 'token.invalid' })
})

test('ASVS 10.4.9: a program that is signed out under Devices neither calls nor refreshes any more', async () => {
  const { tokens, username } = await aProgram()
  const owner = world.visitor()
  await owner.api.account.logIn.mutate({ login: username, password })
  const id = String(read(tokens.accessToken, 1).sid)
  expect((await owner.api.device.list.query()).map((each) => [each.id, each.means])).toContainEqual([
    id,
    'tokens',
  ])
  await owner.api.device.revoke.mutate({ id })
  expect(await statusOf(tokens.accessToken)).toBe(401)
  expect(await refusalOf(refresh(tokens.refreshToken))).toMatchObject({ reason: 'token.invalid' })
})

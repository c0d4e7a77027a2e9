import { type Role, roles } from '@shiplap/domain/account'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import { type Least, whoMay } from './who-may.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { trustedProxies: 1 } })
})
afterAll(() => world.close())

const ladder: readonly Least[] = ['anyone', ...roles]
const calls = allProcedures().filter(({ type }) => type !== 'subscription')
const least = (path: string): Least | undefined => {
  const [noun = '', act = ''] = path.split('.')
  return whoMay[noun]?.[act]
}

test('the table knows every procedure, and no others', () => {
  const known = Object.entries(whoMay).flatMap(([noun, acts]) =>
    Object.keys(acts).map((act) => `${noun}.${act}`),
  )
  expect(known.sort()).toEqual(
    allProcedures()
      .map(({ path }) => path)
      .sort(),
  )
})

test('nobody reaches a procedure that is above them, before anything of their input is read', async () => {
  const counts = { procedures: calls.length, tried: 0 }
  for (const [step, who] of ladder.entries()) {
    const visitor = await arrive(who)
    for (const { path, type } of calls) {
      const needs = least(path) ?? 'admin'
      if (ladder.indexOf(needs) <= step) continue
      counts.tried++
      const expected = who === 'anyone' ? [401, 'account.signed-out'] : [403, 'account.forbidden']
      expect([path, who, ...(await call(visitor, path, type))]).toEqual([path, who, ...expected])
    }
  }
  console.log('calls from below', counts)
  expect(counts.tried).toBeGreaterThan(70)
}, 60_000)

test('whoever is high enough is let in by the guard', async () => {
  for (const { path, type } of calls) {
    // Some calls end the session of who makes them, so each is made by somebody new.
    const [, reason] = await call(await arrive(least(path) ?? 'anyone'), path, type)
    expect([path, reason]).not.toEqual([path, 'account.signed-out'])
    expect([path, reason]).not.toEqual([path, 'account.forbidden'])
  }
}, 120_000)

let people = 0

/** Somebody with exactly this role; each from an address of their own, so that limits do not hide the guards. */
async function arrive(role: Least): Promise<TestVisitor> {
  const visitor = world.visitor()
  if (role === 'anyone') return visitor
  const who = { username: `person${people++}`, password: 'a long enough phrase' }
  await post(visitor, 'account.register', who)
  if (role === 'member') return visitor
  await promote(who.username, role)
  const promoted = world.visitor()
  await post(promoted, 'account.logIn', { login: who.username, password: who.password })
  return promoted
}

async function promote(username: string, role: Role): Promise<void> {
  await world.database.rows`update account set role = ${role} where username = ${username}`
}

const headers = () => {
  const address = `10.1.${(people >> 8) & 255}.${people & 255}`
  return { 'content-type': 'application/json', 'x-forwarded-for': address }
}

async function post(visitor: TestVisitor, path: string, input: object): Promise<void> {
  const request = { method: 'POST', headers: headers(), body: JSON.stringify(input) }
  const response = await visitor.fetch(`/api/trpc/${path}`, request)
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
}

async function call(visitor: TestVisitor, path: string, type: string): Promise<[number, string | undefined]> {
  const body = '{"unknownField":1}'
  const response =
    type === 'mutation'
      ? await visitor.fetch(`/api/trpc/${path}`, { method: 'POST', headers: headers(), body })
      : await visitor.fetch(`/api/trpc/${path}?input=${encodeURIComponent(body)}`, { headers: headers() })
  const answer = (await response.json()) as { error?: { data: { reason: string } } }
  return [response.status, answer.error?.data.reason]
}

import { randomUUID } from 'node:crypto'
import { connectRedis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi } from '../testing.ts'
import { count, counts, type Product, type State } from './testing-model-state.ts'
import { check, checkDead, type Step, take } from './testing-model-steps.ts'

let product: Product
beforeAll(async () => {
  const world = await createTestApi()
  const redis = connectRedis({ url: world.redis.url, log: silentLog })
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()))
  product = { world, redis, other: await world.another() }
})
afterAll(async () => {
  product.redis.disconnect()
  await product.world.close()
})

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

const at = fc.nat(3)
const via = fc.constantFrom(0 as const, 1 as const)
const stay = fc.boolean()
const one = <Name extends string>(name: Name) => fc.record({ do: fc.constant(name), at, via })
const waits = [
  20 * second,
  70 * second,
  70 * second,
  6 * minute,
  50 * minute,
  125 * minute,
  9 * day,
  31 * day,
  91 * day,
]
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sign in' as const), at, via, stay }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('create' as const), at, via, stay, prove: fc.boolean() }),
  },
  { weight: 8, arbitrary: one('confirm' as const) },
  { weight: 3, arbitrary: one('wrong code' as const) },
  { weight: 3, arbitrary: one('resend' as const) },
  { weight: 4, arbitrary: one('touch' as const) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('revoke' as const), at, via, target: at }) },
  { weight: 1, arbitrary: one('revoke others' as const) },
  { weight: 1, arbitrary: one('revoke all' as const) },
  { weight: 1, arbitrary: one('sign out' as const) },
  { weight: 1, arbitrary: one('change password' as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('flush' as const, 'remember redis' as const, 'old redis' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(...waits) }) },
)

const mustHappen = `
  create, confirm, touch, revoke, revoke others, revoke all, flush, old redis, wait,
  asked: new, asked: joined, asked: own session, asked: resumes, resent: sent, refused code,
  opened othr, opened mobi, reused othr, reused mobi, ended othr, ended mobi,
  expired othr, let in, refused, dead tokens refused`

test('whatever people do, exactly the sessions that should open open: two device types, two processes, with Redis flushed or old at any moment', async () => {
  let people = 0
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 30, maxLength: 50, size: 'max' }), async (script) => {
      const state = await arrive(`model${++people}`)
      for (const step of script) await take(state, step)
      for (const [index, place] of state.places.entries()) await check(state, place, (index % 2) as 0 | 1)
      await checkDead(state)
      count('scripts')
    }),
    { numRuns: 40, seed: 20_261_121, endOnFailure: true },
  )
  console.log('sessions model:', JSON.stringify(counts))
  for (const what of mustHappen.trim().split(/\s*,\s*/)) expect(counts[what] ?? 0, what).toBeGreaterThan(5)
}, 120_000)

/** Somebody with an account and a confirmed address, at two browsers and two phones that are signed in nowhere. */
async function arrive(username: string): Promise<State> {
  const { world, other } = product
  await world.forgetLimits()
  const [email, password] = [`${username}@example.org`, 'a long enough phrase']
  const maker = world.visitor()
  const { account } = await maker.api.account.register.mutate({ username, password })
  await maker.api.account.logOut.mutate()
  await world.database
    .rows`update account set email = ${email}, email_key = ${email} where id = ${account.id}`
  return {
    product,
    places: [{ type: 'othr' as const }, { type: 'othr' as const }, aPhone(), aPhone()].map((device) => {
      const visitors = [world.visitor(), other.visitor()] as const
      return { visitors, jar: visitors[0], device, session: null, pending: null }
    }),
    username,
    email,
    usedIds: new Set(),
    password,
    now: 0,
    old: [],
    dead: new Set(),
  }
}

function aPhone() {
  return { type: 'mobi' as const, vendorUuid: randomUUID() }
}

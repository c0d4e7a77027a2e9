import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis, type Redis } from './connect.ts'
import { createHotCopies } from './hot-copies.ts'
import { createLimiter } from './limiter.ts'
import { createLocalLimiter } from './local-limiter.ts'
import { openTestRedis } from './testing.ts'

let place: Awaited<ReturnType<typeof openTestRedis>>
let server: typeof place.server
let redis: Redis
beforeAll(async () => {
  place = await openTestRedis()
  server = place.server
  redis = place.redis
})
afterAll(() => place.close())

test('ASVS 2.4.1: of 200 calls at once exactly as many pass as there are points', async () => {
  const [one, other] = [createLimiter({ redis }), createLimiter({ redis })]
  const limit = { key: 'parallel', points: 7, perMs: 60_000 }
  const taken = await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 2 ? one : other).take(limit)))
  expect(taken.filter((each) => each.ok)).toHaveLength(7)
  for (const each of taken) if (each.ok === false) expect(each.retryAfterMs).toBeGreaterThan(50_000)
})

test('no stretch of a window holds more than its points, also across the edge of a fixed window', async () => {
  const { take } = createLimiter({ redis })
  const passed: { readonly asked: number; readonly told: number }[] = []
  const end = performance.now() + 1_200
  while (performance.now() < end) {
    const asked = performance.now()
    if ((await take({ key: 'sliding', points: 5, perMs: 400 })).ok)
      passed.push({ asked, told: performance.now() })
  }
  expect(passed.length).toBeGreaterThan(10)
  for (const [i, { asked }] of passed.entries()) {
    const sixth = passed[i + 5]
    // Redis counted somewhere between asking and telling, in whole milliseconds.
    if (sixth !== undefined) expect(sixth.told - asked).toBeGreaterThan(398)
  }
})

test('a process that was held up itself takes that for no silence of Redis', async () => {
  const { take } = createLimiter({ redis })
  const limit = { key: 'held-up', points: 6, perMs: 60_000 }
  const first = take(limit)
  // The answer comes meanwhile and lies there, while the time to wait for it runs out.
  for (const until = performance.now() + 700; performance.now() < until; );
  const taken = [await first]
  for (let n = 0; n < 10; n++) taken.push(await take(limit))
  expect(taken.filter((each) => each.ok)).toHaveLength(6)
})

test('a point that was given back can be taken again', async () => {
  const { take } = createLimiter({ redis })
  const limit = { key: 'returned', points: 1, perMs: 60_000 }
  const first = await take(limit)
  expect((await take(limit)).ok).toBe(false)
  if (first.ok) await first.giveBack()
  expect((await take(limit)).ok).toBe(true)
})

test('while Redis is away the limit is half of what it was, and never off', async () => {
  const away = connectRedis({ url: 'redis://127.0.0.1:1', log: silentLog })
  const { take } = createLimiter({ redis: away })
  const taken = []
  for (let i = 0; i < 10; i++) taken.push(await take({ key: 'away', points: 6, perMs: 60_000 }))
  expect(taken.filter((each) => each.ok)).toHaveLength(3)
  away.disconnect()
})

test('calls that Redis let through count when it goes away, so that going and coming opens nothing', async () => {
  const leaving = connectRedis({ url: server.url, log: silentLog })
  await new Promise<void>((resolve) => leaving.once('ready', () => resolve()))
  const { take } = createLimiter({ redis: leaving })
  const limit = { key: 'leaving', points: 10, perMs: 60_000 }
  for (let i = 0; i < 6; i++) expect((await take(limit)).ok).toBe(true)
  leaving.disconnect()
  expect(await take(limit)).toMatchObject({ ok: false })
})

test('a process that counts for itself forgets what is older than the window', () => {
  let now = 0
  const { take } = createLocalLimiter(() => now)
  const limit = { key: 'own', points: 2, perMs: 1_000 }
  expect([take(limit).ok, take(limit).ok, take(limit).ok]).toEqual([true, true, false])
  now = 999
  expect(take(limit)).toEqual({ ok: false, retryAfterMs: 1 })
  now = 1_001
  expect(take(limit).ok).toBe(true)
})

test('a copy that was read before a change is not put after it', async () => {
  const copies = createHotCopies({ redis })
  await copies.put('one', 'before', 60_000)
  expect(await copies.get('one')).toMatchObject({ value: 'before' })
  await copies.forget(['one'])
  await copies.put('one', 'read too early', 60_000)
  expect(await copies.get('one')).toBeNull()
})

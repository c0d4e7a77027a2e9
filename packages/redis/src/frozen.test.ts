// A Redis that is there and says nothing, as a frozen process or a half-open connection does.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Redis } from './connect.ts'
import { createHotCopies } from './hot-copies.ts'
import { createLimiter } from './limiter.ts'
import { openTestRedis } from './testing.ts'

let place: Awaited<ReturnType<typeof openTestRedis>>
let server: typeof place.server
let redis: Redis
beforeAll(async () => {
  place = await openTestRedis()
  server = place.server
  redis = place.redis
})
afterAll(() => {
  process.kill(server.pid, 'SIGCONT')
  return place.close()
})

test('the first that waits in vain spares the others the wait, limits hold meanwhile, and all is well afterwards', async () => {
  const copies = createHotCopies({ redis })
  const limiter = createLimiter({ redis })
  await copies.put('ada', 'here', 60_000)
  process.kill(server.pid, 'SIGSTOP')
  await expect(copies.get('ada')).rejects.toThrow(/timed out/)

  const begun = performance.now()
  const limit = { key: 'frozen', points: 6, perMs: 60_000 }
  const taken = []
  for (let n = 0; n < 20; n++) taken.push(await limiter.take(limit))
  await copies.put('bob', 'not kept', 60_000)
  await copies.forget(['ada'])
  await expect(copies.get('ada')).rejects.toThrow()
  expect(performance.now() - begun).toBeLessThan(400)
  expect(taken.filter((each) => each.ok)).toHaveLength(3)

  process.kill(server.pid, 'SIGCONT')
  await expect.poll(() => copies.get('ada').catch(() => 'away')).toMatchObject({ value: 'here' })
  expect(await copies.get('bob')).toBeNull()
})

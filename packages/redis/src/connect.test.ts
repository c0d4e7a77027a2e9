import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis } from './connect.ts'
import { createHotCopies } from './hot-copies.ts'
import { createLimiter } from './limiter.ts'
import { openTestRedis } from './testing.ts'

let place: Awaited<ReturnType<typeof openTestRedis>>
beforeAll(async () => {
  place = await openTestRedis()
})
afterAll(() => place.close())

test('what many ask in one turn of the loop reaches Redis in one write', async () => {
  let writes = 0
  const between = createServer((near) => {
    const far = connect(Number(new URL(place.server.url).port), '127.0.0.1')
    near.on('data', () => writes++)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
  }).listen(0, '127.0.0.1')
  await once(between, 'listening')
  const url = new URL(place.server.url)
  url.port = String((between.address() as AddressInfo).port)
  const redis = connectRedis({ url: url.href, log: silentLog })
  await once(redis, 'ready')
  const copies = createHotCopies({ redis })
  const limiter = createLimiter({ redis })
  try {
    writes = 0
    const takes = Array.from({ length: 20 }, () => limiter.take({ key: 'ada', points: 12, perMs: 60_000 }))
    const reads = Array.from({ length: 20 }, (_, index) => copies.get(`session:${index}`))
    const taken = await Promise.all(takes)
    expect(await Promise.all(reads)).toEqual(reads.map(() => null))
    expect(taken.filter((each) => each.ok)).toHaveLength(12)
    expect(writes).toBe(1)
  } finally {
    redis.disconnect()
    between.close()
  }
})

import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@shiplap/embedded/free-port'
import { startRedis } from '@shiplap/embedded/redis'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectRedis, type Redis } from './connect.ts'
import { createLimiter, type Limiter } from './limiter.ts'

// Two processes and a Redis that goes, comes back with nothing in it, or is emptied: whenever that is, a window holds no
// more than its points.
let dataDir: string
let port: number
let server: Awaited<ReturnType<typeof startRedis>>
let connections: readonly Redis[]
let limiters: readonly Limiter[]
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-outage-'))
  port = await freePort()
  server = await startRedis({ dataDir, port })
  connections = [0, 1].map(() => connectRedis({ url: server.url, log: silentLog }))
  await allReady()
})
beforeEach(() => {
  limiters = connections.map((redis) => createLimiter({ redis }))
})
afterAll(async () => {
  for (const redis of connections) redis.disconnect()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const allReady = () =>
  Promise.all(connections.filter(({ status }) => status !== 'ready').map((redis) => once(redis, 'ready')))

async function goAway(): Promise<void> {
  process.kill(server.pid, 'SIGKILL')
  await server.ended
}

async function comeBackEmpty(): Promise<void> {
  await rm(join(dataDir, 'appendonlydir'), { recursive: true, force: true })
  server = await startRedis({ dataDir, port })
  await allReady()
}

/** How many of so many calls are let through, by one process and the other in turn. */
async function passed(key: string, calls: number): Promise<number> {
  let count = 0
  for (let call = 0; call < calls; call++)
    count += Number((await limiters[call % 2]?.take({ key, points: 10, perMs: 60_000 }))?.ok === true)
  return count
}

test('what was granted before Redis went away counts, also what another process was granted', async () => {
  expect(await passed('before', 8)).toBe(8)
  await goAway()
  expect(await passed('before', 20)).toBe(0)
  await comeBackEmpty()
  expect(await passed('before', 20)).toBe(0)
})

test('what was granted while it was away counts when it is back', async () => {
  await goAway()
  expect(await passed('meanwhile', 20)).toBe(10)
  await comeBackEmpty()
  expect(await passed('meanwhile', 20)).toBe(0)
})

test('nobody begins anew because it was emptied', async () => {
  expect(await passed('emptied', 10)).toBe(10)
  await connections[0]?.flushall()
  expect(await passed('emptied', 20)).toBe(0)
})

import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis, type Redis } from './connect.ts'
import { createHotCopies } from './hot-copies.ts'
import { createLimiter } from './limiter.ts'
import { createRecent } from './recent.ts'
import { startCluster } from './testing-cluster.ts'
import { createTopics } from './topics.ts'

let dataDir: string
let cluster: Awaited<ReturnType<typeof startCluster>>
const open: Redis[] = []
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-cluster-'))
  cluster = await startCluster({ dataDir })
}, 60_000)
afterAll(async () => {
  for (const redis of open) redis.disconnect()
  await cluster.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function aProcess(): Promise<Redis> {
  const redis = connectRedis({ url: cluster.url, log: silentLog })
  open.push(redis)
  if (redis.status !== 'ready') await once(redis, 'ready')
  return redis
}

test('a limit is exact on a cluster, whichever node its key lies on and whoever counts', async () => {
  const limiters = (await Promise.all([aProcess(), aProcess()])).map((redis) => createLimiter({ redis }))
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const takes = Array.from({ length: 20 }, async (_, index) =>
      limiters[index % 2]?.take({ key: `person ${name}`, points: 7, perMs: 60_000 }),
    )
    expect((await Promise.all(takes)).filter((taken) => taken?.ok)).toHaveLength(7)
  }
})

test('copies are kept and forgotten on a cluster', async () => {
  const copies = createHotCopies({ redis: await aProcess() })
  const keys = Array.from({ length: 30 }, (_, index) => `session:${index}`)
  await Promise.all(keys.map((key) => copies.put(key, `of ${key}`, 60_000)))
  expect(await Promise.all(keys.map(copies.get))).toMatchObject(keys.map((key) => ({ value: `of ${key}` })))
  await copies.forget(keys)
  expect(await Promise.all(keys.map(copies.get))).toEqual(keys.map(() => null))
})

test('news of every topic reaches the other process, by sharded channels', async () => {
  const [here, there] = (await Promise.all([aProcess(), aProcess()])).map((redis) => createTopics({ redis }))
  if (!here || !there) throw new Error('no topics')
  for (const topics of [here, there])
    if (!topics.wire.isListening()) await new Promise<void>((resolve) => topics.wire.onReturn(resolve))
  const stop = new AbortController()
  const names = Array.from({ length: 12 }, (_, index) => `run:${index}`)
  const heard = await Promise.all(names.map((name) => there.listen(name, stop.signal)))
  for (const name of names) here.announce(name, { kind: 'split', name })
  for (const [index, news] of heard.entries()) {
    const { value } = await news[Symbol.asyncIterator]().next()
    expect(value).toEqual({ kind: 'split', name: names[index] })
  }
  stop.abort()
  here.close()
  there.close()
})

test('the newest lines of rooms are kept on a cluster and told in one step', async () => {
  const recent = createRecent({ redis: await aProcess() })
  const rooms = Array.from({ length: 9 }, () => ({ id: crypto.randomUUID(), epoch: 1 }))
  for (const room of rooms) await recent.publish(room, [{ seq: 1, target: 1, line: '{"body":"hello"}' }])
  for (const room of rooms) expect(await recent.read(room)).toEqual(['1:1:{"body":"hello"}'])
})

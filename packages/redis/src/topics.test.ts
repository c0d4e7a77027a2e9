import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@shiplap/embedded/redis'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis, type Redis } from './connect.ts'
import { createTopics, type News, type Topics } from './topics.ts'

let dataDir: string
let server: Awaited<ReturnType<typeof startRedis>>
const open: (() => void)[] = []
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-topics-'))
  server = await startRedis({ dataDir })
})
afterAll(async () => {
  for (const close of open) close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function aProcess(): Promise<Topics> {
  const redis: Redis = connectRedis({ url: server.url, log: silentLog })
  const topics = createTopics({ redis })
  open.push(topics.close, () => redis.disconnect())
  await new Promise<void>((resolve) => {
    const stop = topics.wire.onReturn(() => {
      stop()
      resolve()
    })
  })
  if (redis.status !== 'ready') await once(redis, 'ready')
  return topics
}

async function take(news: AsyncIterable<News>, count: number): Promise<News[]> {
  const taken: News[] = []
  for await (const next of news) if (taken.push(next) === count) break
  return taken
}

test('what one process announces is heard in every process, once and in order', async () => {
  const [one, two] = await Promise.all([aProcess(), aProcess()])
  const ended = new AbortController()
  const heard = await Promise.all([one, two, two].map((topics) => topics.listen('run:1', ended.signal)))
  const apart = await two.listen('run:2', ended.signal)
  for (let n = 0; n < 50; n++) one.announce('run:1', { kind: 'split', n })
  one.announce('run:2', { kind: 'other' })
  const expected = Array.from({ length: 50 }, (_, n) => ({ kind: 'split', n }))
  for (const news of heard) expect(await take(news, 50)).toEqual(expected)
  expect(await take(apart, 1)).toEqual([{ kind: 'other' }])
  ended.abort()
  expect(await take(apart, 1)).toEqual([])
})

test('while Redis is away its own process still hears, and all hear that they missed something when it is back', async () => {
  const [one, two] = await Promise.all([aProcess(), aProcess()])
  const ended = new AbortController()
  const near = await one.listen('jobs', ended.signal)
  const far = await two.listen('jobs', ended.signal)
  const port = Number(new URL(server.url).port)
  await server.stop()
  one.announce('jobs', { kind: 'done' })
  expect(await take(near, 1)).toEqual([{ kind: 'done' }])
  server = await startRedis({ dataDir, port })
  expect(await take(far, 1)).toEqual([{ kind: 'missed' }])
  expect(await take(near, 1)).toEqual([{ kind: 'missed' }])
  ended.abort()
})

test('a listener that does not read is told that it missed news instead of filling the memory', async () => {
  const topics = await aProcess()
  const ended = new AbortController()
  const news = await topics.listen('busy', ended.signal)
  for (let n = 0; n <= 1_000; n++) topics.announce('busy', { kind: 'tick', n })
  expect(await take(news, 1)).toEqual([{ kind: 'missed' }])
  ended.abort()
})

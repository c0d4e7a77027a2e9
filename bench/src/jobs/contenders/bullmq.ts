import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Contender, Payload } from '../contender.ts'

/** BullMQ over a Redis that keeps an append-only file, flushed every second: it may lose what it has acknowledged. */
export const bullmq = onRedis('BullMQ on Redis', 'everysec')
/** The same where Redis waits for the disk before it answers, as PostgreSQL does. */
export const bullmqDurable = onRedis('BullMQ on Redis, every write on disk', 'always')

function onRedis(name: string, appendfsync: 'everysec' | 'always'): Contender {
  return {
    name,
    async produce({ redisUrl }) {
      const queue = new Queue<Payload>('bench', { connection: connection(redisUrl) })
      queue.on('error', () => {})
      const redis = new Redis(redisUrl)
      await redis.config('SET', 'appendfsync', appendfsync)
      redis.disconnect()
      await queue.obliterate({ force: true })
      return {
        one: async (payload) => void (await queue.add('bench', payload, { removeOnComplete: true })),
        many: async (payloads) =>
          void (await queue.addBulk(
            payloads.map((data) => ({ name: 'bench', data, opts: { removeOnComplete: true } })),
          )),
        async open() {
          const counts = await queue.getJobCounts('active', 'waiting', 'prioritized')
          return Object.values(counts).reduce((sum, count) => sum + count, 0)
        },
        close: () => queue.close(),
      }
    },
    async work({ redisUrl }, { concurrency, handle }) {
      const worker = new Worker<Payload>('bench', (job) => handle(job.data), {
        connection: { ...connection(redisUrl), maxRetriesPerRequest: null },
        concurrency,
      })
      worker.on('error', () => {})
      await worker.waitUntilReady()
      return { stop: () => worker.close(true) }
    },
  }
}

function connection(url: string) {
  const { hostname, port, username, password } = new URL(url)
  return {
    host: hostname,
    port: Number(port),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  }
}

// Starts the product as an operator would run it: PostgreSQL, Redis, web and worker, each a process of its own.
import { rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { startRedis } from '@shiplap/embedded/redis'
import { product } from './product.ts'
import { endApp, settings, startApp } from './web.ts'

const postgres = await startPostgres({
  dataDir: join(product.dir, 'postgres'),
  port: product.postgresPort,
  password: 'e2e',
  settings: { fsync: 'off' },
})
const redis = await startRedis({ dataDir: join(product.dir, 'redis') })
// The database has the clock that tests may move.
await makeTemplate(postgres.url, product.databaseName)

const env = settings({ redisUrl: redis.url })
const children = [startApp('web', 'server.ts', env), startApp('worker', 'src/main.ts', env)]

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())

async function stop(): Promise<void> {
  await Promise.all(children.map(endApp))
  await redis.stop()
  await postgres.stop()
  await rm(product.dir, { recursive: true, force: true })
  // The product that ends last takes the folder that they shared along.
  await rmdir(dirname(product.dir)).catch(() => {})
  process.exit(0)
}

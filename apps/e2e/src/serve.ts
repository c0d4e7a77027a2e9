// Starts the product as an operator would run it: PostgreSQL, Redis, web and worker, each a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { startRedis } from '@shiplap/embedded/redis'
import { product } from './product.ts'

const apps = fileURLToPath(new URL('../../', import.meta.url))
const postgres = await startPostgres({
  dataDir: join(product.dir, 'postgres'),
  port: product.postgresPort,
  password: 'e2e',
  settings: { fsync: 'off' },
})
const redis = await startRedis({ dataDir: join(product.dir, 'redis') })
// The database has the clock that tests may move.
await makeTemplate(postgres.url, product.databaseName)

const env = {
  ...process.env,
  NODE_ENV: 'production',
  DATABASE_URL: product.databaseUrl,
  REDIS_URL: redis.url,
  PORT: String(product.port),
  HOST: '127.0.0.1',
  ORIGIN: product.origin,
  DATA_DIR: product.dir,
  PEPPER: 'a pepper for tests that nobody else may have',
  PASSWORD_COST: '4',
  SETUP_TOKEN: product.setupToken,
  // Every person of the suite comes from one address.
  ADDRESS_LIMIT_FACTOR: '1000',
}
const run = (cwd: string, file: string) =>
  spawn('node', [file], { cwd: join(apps, cwd), env, stdio: 'inherit' })
const children = [run('web', 'server.ts'), run('worker', 'src/main.ts')]

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())

async function stop(): Promise<void> {
  await Promise.all(children.map(end))
  await redis.stop()
  await postgres.stop()
  await rm(product.dir, { recursive: true, force: true })
  process.exit(0)
}

function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (child.exitCode !== null) return Promise.resolve()
  child.kill('SIGTERM')
  return ended
}

import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@shiplap/embedded/postgres'
import { startRedis } from '@shiplap/embedded/redis'
import pg from 'pg'
import { cpuMsOf } from './process-cost.ts'

/** Where a contender keeps what it has: a database and a Redis. */
export type Place = { readonly postgresUrl: string; readonly redisUrl: string }

/** One PostgreSQL with its default durability and one Redis with an append-only file, for all contenders. */
export type Servers = {
  readonly version: string
  /** A database nobody has used, and the Redis emptied. */
  readonly freshPlace: () => Promise<Place & { readonly drop: () => Promise<void> }>
  /** CPU time PostgreSQL has used so far, all of its processes together. */
  readonly postgresCpuMs: () => number
  readonly stop: () => Promise<void>
}

export async function startServers(): Promise<Servers> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-bench-'))
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    settings: { max_wal_size: '4GB', shared_buffers: '512MB' },
  })
  const redis = await startRedis({ dataDir: join(dataDir, 'redis') })
  const admin = new pg.Client({ connectionString: postgres.url })
  await admin.connect()
  const { rows } = await admin.query('show server_version')
  return {
    version: rows[0].server_version,
    async freshPlace() {
      const name = `bench_${randomUUID().replaceAll('-', '')}`
      await admin.query(`create database ${name}`)
      const url = new URL(postgres.url)
      url.pathname = `/${name}`
      await admin.query('checkpoint')
      return {
        postgresUrl: url.href,
        redisUrl: redis.url,
        // Where somebody is still connected it stays, until the whole server is thrown away.
        drop: () =>
          admin.query(`drop database ${name}`).then(
            () => {},
            () => {},
          ),
      }
    },
    postgresCpuMs: () => cpuMsOf(postgres.pid),
    async stop() {
      await admin.end()
      await postgres.stop()
      await redis.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@shiplap/embedded/postgres'
import { startRedis } from '@shiplap/embedded/redis'
import pg from 'pg'
import type { Place } from './contender.ts'

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

const msPerTick = 10

// Linux: fields 14 to 17 of /proc/<pid>/stat are user and system time, of the process and of its children that have ended.
function cpuMsOf(pid: number): number {
  let ticks = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const [parent, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map(
        (index) => Number(fields[index]),
      )
      if (Number(entry) === pid) ticks += user + system + childUser + childSystem
      else if (parent === pid) ticks += user + system
    } catch {
      // It ended while we looked.
    }
  }
  return ticks * msPerTick
}

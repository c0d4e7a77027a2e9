import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startUntil } from '@shiplap/embedded/process'
import { startRedis } from '@shiplap/embedded/redis'

/** What a server is started over. */
export type Ground = {
  readonly port: number
  readonly database: TestDatabase
  readonly redisUrl: string
  readonly dataDir: string
}

/** Two servers over one database and one Redis, each a process that may be killed and comes back on its own port. */
export async function startServers({
  script,
  envOf,
  postgresUrl,
}: {
  /** What a server runs; it says `ready`. */
  readonly script: string
  readonly envOf: (ground: Ground) => Readonly<Record<string, string>>
  readonly postgresUrl: string | undefined
}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-faults-'))
  const database = await createTestDatabase(postgresUrl === undefined ? {} : { serverUrl: postgresUrl })
  const redisDir = join(dataDir, 'redis')
  const redisPort = await freePort()
  let redis = await startRedis({ dataDir: redisDir, port: redisPort })
  const redisUrl = redis.url
  const start = (port: number) =>
    startUntil('node', [script], {
      env: { ...process.env, ...envOf({ port, database, redisUrl, dataDir }) },
      ready: /ready/,
      stopSignal: 'SIGTERM',
    })
  const ports = [await freePort(), await freePort()]
  const running = await Promise.all(ports.map(start))
  const kill = async (which: number) => {
    running[which]?.child.kill('SIGKILL')
    await running[which]?.ended
  }
  return {
    database,
    origins: ports.map((port) => `http://127.0.0.1:${port}`),
    /** kill -9 of one server; it is back after `awayMs`. */
    async killServer(which: number, awayMs: number) {
      await kill(which)
      await new Promise((resolve) => setTimeout(resolve, awayMs))
      const port = ports[which]
      if (port !== undefined) running[which] = await start(port)
    },
    /** kill -9 of Redis, which comes back with nothing in it. */
    async killRedis(awayMs: number) {
      process.kill(redis.pid, 'SIGKILL')
      await redis.ended
      // Its password stays: who knew it comes back in.
      await rm(join(redisDir, 'appendonlydir'), { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, awayMs))
      redis = await startRedis({ dataDir: redisDir, port: redisPort })
    },
    redisUrl: () => redis.url,
    async close() {
      await Promise.all(running.map((_, which) => kill(which)))
      await redis.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

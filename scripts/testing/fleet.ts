import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startCluster } from '@shiplap/redis/testing-cluster'
import { startApp } from '../start/app.ts'
import { build } from '../start/build.ts'
import type { Process } from '../start/keep-running.ts'
import { untilReady } from '../start/ready.ts'
import { startPooler } from './pooler.ts'
import { openRoundRobin } from './round-robin.ts'

/** Two webs and three workers behind one address, over one PostgreSQL and a Redis Cluster of three nodes. Close it. */
export type Fleet = {
  readonly origin: string
  readonly database: TestDatabase
  readonly webs: readonly { readonly port: number; process: Process }[]
  readonly workers: readonly { readonly metricsPort: number; readonly process: Process }[]
  /** How many connections each web was given. */
  readonly given: ReadonlyMap<number, number>
  /** Kills a web as a machine that loses power would. */
  readonly kill: (index: number) => Promise<void>
  readonly startAgain: (index: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** The webs are as they are in production, with the pages that were built. With `pooler`, they reach PostgreSQL through that PgBouncer. */
export async function openFleet({ pooler }: { readonly pooler: string | undefined }): Promise<Fleet> {
  await build()
  const dir = await mkdtemp(join(tmpdir(), 'shiplap-fleet-'))
  await chmod(dir, 0o711) // a pooler may run as another account that must get past here
  const [database, redis] = await Promise.all([createTestDatabase(), startCluster({ dataDir: dir })])
  const ports = [await freePort(), await freePort()]
  const address = await openRoundRobin(ports)
  const origin = `http://127.0.0.1:${address.port}`
  const pool = pooler ? await startPooler({ command: pooler, url: database.url, dir }) : undefined
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    REDIS_URL: redis.url,
    ORIGIN: origin,
    PEPPER: 'a pepper for tests that nobody else may have',
    PASSWORD_COST: '4',
    DATA_DIR: dir,
    // Everybody here comes from one address.
    ADDRESS_LIMIT_FACTOR: '1000',
    RATE_LIMIT_POINTS: '1000',
    LOG_LEVEL: 'error',
  }

  async function startWeb(port: number): Promise<Process> {
    const own = {
      DATABASE_URL: pool?.url ?? database.url,
      DATABASE_LISTEN_URL: database.url,
      PORT: String(port),
      HOST: '127.0.0.1',
    }
    const web = startApp({ folder: 'apps/web', file: 'server.ts', env: { ...env, ...own } })
    await untilReady({ port, host: '127.0.0.1' }, web)
    return web
  }
  async function startWorker() {
    const metricsPort = await freePort()
    const own = { DATABASE_URL: database.url, METRICS_PORT: String(metricsPort) }
    const worker = startApp({ folder: 'apps/worker', file: 'src/main.ts', env: { ...env, ...own } })
    while (!(await metricsOf(metricsPort))) await wait(50)
    return { metricsPort, process: worker }
  }
  const [webs, workers] = await Promise.all([
    Promise.all(ports.map(async (port) => ({ port, process: await startWeb(port) }))),
    Promise.all([1, 2, 3].map(startWorker)),
  ])
  const web = (index: number) => {
    const found = webs[index]
    if (found === undefined) throw new Error(`there is no web ${index}`)
    return found
  }
  return {
    origin,
    database,
    webs,
    workers,
    given: address.given,
    async kill(index) {
      process.kill(web(index).process.pid, 'SIGKILL')
      await web(index).process.ended
    },
    async startAgain(index) {
      web(index).process = await startWeb(web(index).port)
    },
    async close() {
      await Promise.all([...webs, ...workers].map((one) => one.process.stop()))
      address.close()
      await pool?.stop()
      await redis.stop()
      await database.drop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** What a process tells Prometheus; null while it does not. */
export const metricsOf = (port: number) =>
  fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => null,
  )

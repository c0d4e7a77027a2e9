import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestDatabase, makeTemplate, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startPostgres } from '@shiplap/embedded/postgres'
import type { Running, Server } from '@shiplap/embedded/process'
import { startRedis } from '@shiplap/embedded/redis'
import { openSmtp, type Smtp } from '@shiplap/embedded/testing/smtp'
import { type Line, openLine } from './line.ts'
import { makePlace } from './place.ts'
import { kill, startWeb, startWorker } from './processes.ts'

export type StageOptions = {
  readonly webs?: number
  readonly workers?: number
  /** Added to the environment of the web or worker with this number. */
  readonly env?: (app: 'web' | 'worker', which: number) => NodeJS.ProcessEnv
  /** Where PostgreSQL or Redis keep their data, when not beside each other. */
  readonly postgresDir?: string
  readonly redisDir?: string
  readonly redisAway?: boolean
}

/** The whole product as processes on loopback, with a line to each part that can be disturbed. */
export type Stage = {
  readonly database: TestDatabase
  /** The addresses of the webs. */
  readonly origins: readonly string[]
  readonly webs: Running[]
  readonly workers: Running[]
  readonly lines: { readonly postgres: Line; readonly redis: Line }
  readonly smtp: Smtp
  readonly postgres: {
    server: Server
    readonly start: () => Promise<void>
    readonly dataDir: string
    readonly superUrl: () => string
  }
  readonly redis: { server: Server; readonly start: () => Promise<void>; readonly dataDir: string }
  readonly startWeb: (which: number) => Promise<void>
  readonly startWorker: (which: number, env?: NodeJS.ProcessEnv) => Promise<void>
  readonly dir: string
  readonly env: NodeJS.ProcessEnv
  /** What the webs logged as faults of their own. */
  readonly errors: readonly string[]
  readonly close: () => Promise<void>
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { webs: webCount = 2, workers: workerCount = 1, env: envOf = () => ({}) } = options
  const dir = await makePlace()
  const closers: (() => unknown)[] = [() => rm(dir, { recursive: true, force: true })]
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const postgresDir = options.postgresDir ?? join(dir, 'postgres')
    const redisDir = options.redisDir ?? join(dir, 'redis')
    const [postgresPort, redisPort] = [await freePort(), await freePort()]
    const postgres = {
      server: await startPostgres({ dataDir: postgresDir, port: postgresPort }),
      dataDir: postgresDir,
      superUrl: () => postgres.server.url,
      async start() {
        postgres.server = await startPostgres({ dataDir: postgresDir, port: postgresPort })
      },
    }
    closers.push(() => postgres.server.stop())
    const redis = {
      server: await startRedis({ dataDir: redisDir, port: redisPort }),
      dataDir: redisDir,
      async start() {
        redis.server = await startRedis({ dataDir: redisDir, port: redisPort })
      },
    }
    closers.push(() => redis.server.stop())
    await makeTemplate(postgres.server.url)
    const database = await createTestDatabase({ serverUrl: postgres.server.url })
    closers.push(() => database.db.destroy())
    const lines = { postgres: await openLine(() => postgresPort), redis: await openLine(() => redisPort) }
    const smtp = await openSmtp()
    closers.push(() => {
      for (const each of [lines.postgres, lines.redis, smtp]) each.close()
    })
    if (options.redisAway) process.kill(redis.server.pid, 'SIGKILL')

    const dataDir = join(dir, 'data')
    await mkdir(dataDir)
    const ports = await Promise.all(Array.from({ length: webCount }, () => freePort()))
    const env = {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: through(database.url, lines.postgres),
      REDIS_URL: through(redis.server.url, lines.redis),
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      HOST: '127.0.0.1',
      ORIGIN: `http://127.0.0.1:${ports[0]}`,
      PEPPER: randomBytes(32).toString('base64url'),
      DATA_DIR: dataDir,
      PASSWORD_COST: '4',
      ADDRESS_LIMIT_FACTOR: '1000',
      RATE_LIMIT_POINTS: String(chatLimit.points),
      RATE_LIMIT_DURATION: String(chatLimit.perMs / 1_000),
      LOG_LEVEL: 'info',
    }
    const errors: string[] = []
    const stage: Stage = {
      database,
      origins: ports.map((port) => `http://127.0.0.1:${port}`),
      webs: [],
      workers: [],
      lines,
      smtp,
      postgres,
      redis,
      async startWeb(which) {
        const web = await startWeb({ ...env, PORT: String(ports[which]), ...envOf('web', which) })
        stage.webs[which] = web
        web.child.stdout?.on('data', (lines: Buffer) => {
          for (const line of String(lines).split('\n'))
            if (line.includes('"outcome":"bug"')) errors.push(line)
        })
      },
      async startWorker(which, more = {}) {
        stage.workers[which] = await startWorker({ ...env, ...envOf('worker', which), ...more })
      },
      dir,
      env,
      errors,
      close,
    }
    closers.push(() => Promise.all([...stage.webs, ...stage.workers].map(kill)))
    const starting = [
      ...ports.map((_, which) => stage.startWeb(which)),
      ...Array.from({ length: workerCount }, (_, which) => stage.startWorker(which)),
    ]
    await Promise.all(starting)
    return stage
  } catch (error) {
    await close()
    throw error
  }
}

/** How many messages an account may send in any stretch of time; the history is held against it. */
export const chatLimit = { points: 30, perMs: 2_000 } as const

function through(url: string, { port }: Line): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startRedis } from '@shiplap/embedded/redis'
import { connectRedis } from '@shiplap/redis/connect'
import { type Log, silentLog } from '@shiplap/runtime/log'
import type { Metrics } from '@shiplap/runtime/metrics'
import { usualAccountSettings } from './account-settings.ts'
import { createApi } from './index.ts'
import type { ApiSettings } from './settings.ts'
import { createVisitor, type TestVisitor } from './testing-visitor.ts'

/** The api behind a real HTTP and WebSocket server, over a database and a Redis of its own. Close it. */
export type TestApi = {
  readonly origin: string
  readonly settings: ApiSettings
  readonly database: TestDatabase
  /** A person with a cookie jar of their own, as a browser would have it. */
  readonly visitor: () => TestVisitor
  /** Moves the database clock forward. Copies of sessions run out with it, as they would on their own in that time. */
  readonly advance: (ms: number) => Promise<void>
  /** Empties Redis. */
  readonly flushRedis: () => Promise<void>
  /** Forgets what the limiter has counted: all of it, or under the keys that match. */
  readonly forgetLimits: (pattern?: string) => Promise<void>
  /** Another process over the same database and Redis, on a port of its own; closed with this one, or before. */
  readonly another: (settings?: Partial<ApiSettings>) => Promise<AnotherProcess>
  readonly redis: { readonly url: string; readonly pid: number }
  readonly close: () => Promise<void>
}

export type AnotherProcess = {
  readonly origin: string
  readonly visitor: () => TestVisitor
  readonly close: () => Promise<void>
}

export async function createTestApi({
  settings: overrides = {},
  log = silentLog,
  metrics,
  serverUrl,
}: {
  readonly settings?: Partial<ApiSettings>
  /** A PostgreSQL with a template, where it is not vitest that started one. */
  readonly serverUrl?: string
  readonly log?: Log
  /** Counts what the first process does. */
  readonly metrics?: Metrics
} = {}): Promise<TestApi> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-api-'))
  const [database, redis, port] = await Promise.all([
    createTestDatabase(serverUrl === undefined ? {} : { serverUrl }),
    startRedis({ dataDir: join(dataDir, 'redis') }),
    freePort(),
  ])
  const settings = testSettings({ database, redisUrl: redis.url, port, dataDir, overrides })
  const server = await serveApi(settings, log, { metrics })
  const serving = new Set([server])
  const others = new Set<AnotherProcess>()
  const visitors: TestVisitor[] = []
  return {
    origin: settings.origin,
    settings,
    database,
    visitor() {
      const visitor = createVisitor(settings.origin)
      visitors.push(visitor)
      return visitor
    },
    async advance(ms) {
      await database.advance(ms)
      await forget(redis.url, 'copy:*')
      for (const each of serving) each.forgetCopies()
    },
    flushRedis: () => forget(redis.url, '*'),
    async forgetLimits(pattern = 'limit:*') {
      await forget(redis.url, pattern)
      for (const each of serving) each.forgetLimits()
    },
    another: async (changed = {}) => {
      const origin = `http://127.0.0.1:${await freePort()}`
      const second = await serveApi({ ...settings, origin, ...changed }, log)
      serving.add(second)
      const people: TestVisitor[] = []
      const other: AnotherProcess = {
        origin,
        visitor() {
          const visitor = createVisitor(origin)
          people.push(visitor)
          return visitor
        },
        async close() {
          others.delete(other)
          await Promise.all(people.map((visitor) => visitor.close()))
          serving.delete(second)
          await second.close()
        },
      }
      others.add(other)
      return other
    },
    redis,
    async close() {
      await Promise.all([...others, ...visitors].map((one) => one.close()))
      await server.close()
      await redis.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function forget(url: string, pattern: string): Promise<void> {
  const redis = connectRedis({ url, log: silentLog })
  await once(redis, 'ready')
  const keys = await redis.keys(pattern)
  if (keys.length > 0) await redis.del(keys)
  redis.disconnect()
}

/** Serves the api alone, on the port of its origin unless another is named: what the web app does, without pages. */
export async function serveApi(
  settings: ApiSettings,
  log: Log,
  {
    port = Number(new URL(settings.origin).port),
    metrics,
  }: { readonly port?: number; readonly metrics?: Metrics | undefined } = {},
): Promise<{
  readonly forgetCopies: () => void
  readonly forgetLimits: () => void
  readonly close: () => Promise<void>
}> {
  const api = createApi(settings, log, metrics)
  const server = createServer((request, response) => {
    if (!api.handle(request, response)) response.writeHead(404).end()
  })
  server.on('upgrade', (request, socket, head) => {
    if (!api.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    forgetCopies: api.forgetCopies,
    forgetLimits: api.forgetLimits,
    async close() {
      await api.closeSockets()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await api.close()
    },
  }
}

export function testSettings({
  database,
  redisUrl,
  port,
  dataDir,
  overrides,
}: {
  readonly database: Pick<TestDatabase, 'url'>
  readonly redisUrl: string
  readonly port: number
  readonly dataDir: string
  readonly overrides: Partial<ApiSettings>
}): ApiSettings {
  return {
    databaseUrl: database.url,
    redisUrl,
    origin: `http://127.0.0.1:${port}`,
    pepper: randomBytes(32).toString('base64url'),
    dataDir,
    trustedProxies: 0,
    passwordCost: 4,
    accounts: { ...usualAccountSettings, addressLimitFactor: 1_000 },
    messages: { points: 5, perMs: 10_000 },
    deployment: 'test',
    ...overrides,
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { deviceCookie, sessionCookie } from '@shiplap/auth/cookie'
import { createPasswords } from '@shiplap/auth/passwords'
import { connect } from '@shiplap/db/connect'
import { connectRedis } from '@shiplap/redis/connect'
import { createHotCopies } from '@shiplap/redis/hot-copies'
import { createLimiter } from '@shiplap/redis/limiter'
import { createTopics } from '@shiplap/redis/topics'
import type { Log } from '@shiplap/runtime/log'
import { createMetrics, type Metrics } from '@shiplap/runtime/metrics'
import { createAccessKeys } from './access-keys.ts'
import { watchAccounts } from './account-watch.ts'
import type { Context, Services, Visitor } from './context.ts'
import { createCopies } from './copies.ts'
import { createRoomFeeds } from './feed/room-feeds.ts'
import { createRoomLife } from './feed/room-life.ts'
import { createHealthDoor } from './health.ts'
import { createHttpDoor } from './http.ts'
import { createJwksDoor } from './jwks.ts'
import { createMeasures } from './measures.ts'
import { createPasses } from './message/passes.ts'
import { createWriter } from './message/writer.ts'
import { perform } from './perform.ts'
import { procedureAt } from './procedures.ts'
import { createRestDoor } from './rest/door.ts'
import { createAppCaller } from './root.ts'
import { type Examined, examine, recall } from './session.ts'
import type { ApiSettings } from './settings.ts'
import { createSocketDoor } from './websocket.ts'
import { answerWithinMs } from './within.ts'

/** The api of one process: its doors, to be hung into an HTTP server. */
export type Api = {
  /** Answers a request for the api; false when it is for somebody else. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** Calls a procedure for a visitor as the doors do, by its path. */
  readonly call: (visitor: Visitor, path: string, rawInput: unknown) => Promise<unknown>
  /** Calls procedures for a visitor without HTTP. */
  readonly caller: (visitor: Visitor) => ReturnType<typeof createAppCaller>
  /** Forgets what this process keeps of accounts and sessions, as time does. */
  readonly forgetCopies: () => void
  /** Forgets what this process counted against limits. */
  readonly forgetLimits: () => void
  readonly closeSockets: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens what the api stands on and composes it. Nothing here is shared between two calls. */
export function createApi(settings: ApiSettings, log: Log, metrics: Metrics = createMetrics()): Api {
  const redis = connectRedis({ url: settings.redisUrl, log })
  const db = connect({
    url: settings.databaseUrl,
    log,
    application: 'web',
    max: 20,
    withinMs: answerWithinMs,
  })
  const now = () => new Date()
  const feed = createTopics({ redis })
  const life = createRoomLife({ redis, wire: feed.wire })
  const rooms = createRoomFeeds({ db, redis, wire: feed.wire, life, log })
  const watch = watchAccounts({ db, url: settings.listenUrl ?? settings.databaseUrl, log })
  const { formerPeppers, plainHttp } = settings.accounts
  const services: Services = {
    settings,
    log,
    db,
    redis,
    feed,
    rooms,
    life,
    writer: createWriter({ db, feeds: rooms }),
    passes: createPasses(),
    passwords: createPasswords({
      pepper: settings.pepper,
      formerPeppers,
      cost: settings.passwordCost,
      threads: 2,
      log,
    }),
    limiter: createLimiter({ redis }),
    copies: createCopies({ hot: createHotCopies({ redis }), watch }),
    watch,
    accessKeys: createAccessKeys({ db, secret: settings.pepper, origin: settings.origin, now }),
    cookies: {
      session: sessionCookie({ origin: settings.origin, plainHttp }),
      device: deviceCookie({ origin: settings.origin, plainHttp }),
    },
    measures: createMeasures(metrics, { openSockets: () => sockets.open() }),
    now,
  }
  /** Asks who it is anew each time: a socket lives longer than a session may. */
  const contextOf = (visitor: Visitor): Context => contextWith(visitor, () => examine(services, visitor))
  /** Asks once for a request, however many procedures of it want to know. */
  const contextOnce = (visitor: Visitor): Context => {
    let known: Promise<Examined> | undefined
    return contextWith(visitor, () => (known ??= examine(services, visitor)))
  }
  const contextWith = (visitor: Visitor, examined: () => Promise<Examined>): Context => {
    const seen: { accountId: string | null } = { accountId: null }
    return {
      ...services,
      visitor,
      seen,
      async identify() {
        const { identity } = await examined()
        seen.accountId = identity?.account.id ?? null
        return identity
      },
      recall: () => recall(services, visitor),
      whyOut: async () => (await examined()).endedBy,
    }
  }
  const http = createHttpDoor({ ...settings, createContext: contextOnce })
  const rest = createRestDoor({
    ...settings,
    createContext: contextOnce,
    cookieName: services.cookies.session.name,
  })
  const sockets = createSocketDoor({ ...settings, watch: services.watch, createContext: contextOf })
  const health = createHealthDoor(services)
  const jwks = createJwksDoor(services)

  return {
    handle: (request, response) =>
      http(request, response) ||
      rest(request, response) ||
      health(request, response) ||
      jwks(request, response),
    upgrade: sockets.upgrade,
    async call(visitor, path, rawInput) {
      const procedure = procedureAt(path)
      if (procedure === undefined) throw new Error(`no procedure ${path}`)
      return perform(procedure, { path, ctx: contextOf(visitor), rawInput })
    },
    caller: (visitor) => createAppCaller(contextOnce(visitor)),
    forgetCopies: services.copies.clear,
    forgetLimits: services.limiter.forget,
    closeSockets: sockets.close,
    async close() {
      await services.passwords.close()
      await services.watch.close()
      services.life.close()
      await services.rooms.close()
      services.feed.close()
      services.redis.disconnect()
      await services.db.destroy()
    },
  }
}

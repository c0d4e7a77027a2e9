import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { sessionCookie } from '@shiplap/auth/cookie'
import { createPasswords } from '@shiplap/auth/passwords'
import { connect } from '@shiplap/db/connect'
import { connectRedis } from '@shiplap/redis/connect'
import { createTopics } from '@shiplap/redis/topics'
import type { Log } from '@shiplap/runtime/log'
import type { Context, Services, Visitor } from './context.ts'
import { createHealthDoor } from './health.ts'
import { createHttpDoor } from './http.ts'
import { createRestDoor } from './rest/door.ts'
import { createAppCaller } from './root.ts'
import { identify } from './session.ts'
import type { ApiSettings } from './settings.ts'
import { createSocketDoor } from './websocket.ts'

/** The api of one process: its doors, to be hung into an HTTP server. */
export type Api = {
  /** Answers a request for the api; false when it is for somebody else. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** Calls procedures for a visitor without HTTP. */
  readonly caller: (visitor: Visitor) => ReturnType<typeof createAppCaller>
  readonly closeSockets: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens what the api stands on and composes it. Nothing here is shared between two calls. */
export function createApi(settings: ApiSettings, log: Log): Api {
  const redis = connectRedis({ url: settings.redisUrl, log })
  const services: Services = {
    settings,
    log,
    db: connect({ url: settings.databaseUrl, log, application: 'web', max: 20 }),
    redis,
    feed: createTopics({ redis }),
    passwords: createPasswords({ pepper: settings.pepper, cost: settings.passwordCost, threads: 2, log }),
    now: () => new Date(),
  }
  const cookie = sessionCookie(settings)
  const contextOf = (visitor: Visitor): Context => ({
    ...services,
    visitor,
    identify: () => identify(services, visitor, cookie),
  })
  const contextOnce = (visitor: Visitor): Context => {
    const context = contextOf(visitor)
    let known: ReturnType<Context['identify']> | undefined
    return { ...context, identify: () => (known ??= context.identify()) }
  }
  const http = createHttpDoor({ ...settings, createContext: contextOnce })
  const rest = createRestDoor({ ...settings, createContext: contextOnce, cookieName: cookie.name })
  const sockets = createSocketDoor({ ...settings, createContext: contextOf })
  const health = createHealthDoor(services)

  return {
    handle: (request, response) =>
      http(request, response) || rest(request, response) || health(request, response),
    upgrade: sockets.upgrade,
    caller: (visitor) => createAppCaller(contextOnce(visitor)),
    closeSockets: sockets.close,
    async close() {
      await services.passwords.close()
      services.feed.close()
      services.redis.disconnect()
      await services.db.destroy()
    },
  }
}

import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { StartWho } from './server.ts'

/**
 * better-auth's `getSession`, called as a function by a server of one's own, and as the endpoint that its clients ask. Its cookie cache is left off: with it an ended session lives on
 * until the cache ends.
 */
export const startBetterAuth: StartWho = start({ contender: 'betterAuth', withRedis: false })
export const startBetterAuthRedis: StartWho = start({ contender: 'betterAuthRedis', withRedis: true })

function start({ contender, withRedis }: { contender: string; withRedis: boolean }): StartWho {
  return async ({ postgresUrl, redisUrl }, port) => {
    const redis = new Redis(redisUrl)
    const auth = betterAuth({
      baseURL: `http://127.0.0.1:${port}`,
      secret: 'a secret that is long enough for a bench',
      database: new pg.Pool({ connectionString: postgresUrl, max: 20 }),
      emailAndPassword: { enabled: true },
      rateLimit: { enabled: false },
      logger: { disabled: true },
      telemetry: { enabled: false },
      ...(withRedis && { secondaryStorage: storageIn(redis) }),
    })
    await (await getMigrations(auth.options)).runMigrations()
    const itsOwn = toNodeHandler(auth)
    const server = createServer(async (request, response) => {
      if (request.url?.startsWith('/api/auth/')) return void itsOwn(request, response)
      const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) })
      response.writeHead(session === null ? 401 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(session))
    })
    return {
      server,
      async signIn(origin) {
        const answer = await fetch(`${origin}/api/auth/sign-up/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin },
          body: JSON.stringify({
            name: 'somebody',
            email: 'somebody@example.org',
            password: 'planks over the harbour 9',
          }),
        })
        if (!answer.ok) throw new Error(`better-auth answered ${answer.status}: ${await answer.text()}`)
        const cookie = answer.headers
          .getSetCookie()
          .map((each) => each.split(';')[0])
          .join('; ')
        return [
          { contender, path: '/me', headers: { cookie } },
          { contender: `${contender}Endpoint`, path: '/api/auth/get-session', headers: { cookie } },
        ]
      },
    }
  }
}

function storageIn(redis: Redis) {
  return {
    get: (key: string) => redis.get(key),
    async set(key: string, value: string, ttl?: number) {
      await (ttl === undefined ? redis.set(key, value) : redis.set(key, value, 'EX', ttl))
    },
    getAndDelete: (key: string) => redis.getdel(key),
    async increment(key: string, ttl: number) {
      const count = await redis.incr(key)
      if (count === 1) await redis.expire(key, ttl)
      return count
    },
    async delete(key: string) {
      await redis.del(key)
    },
  }
}

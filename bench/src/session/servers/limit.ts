import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { Redis } from 'ioredis'
import type { StartWho } from './server.ts'
import { somebody } from './somebody.ts'

/** The least there can be: Node's own server, one GET, one answer. */
export const startLimit: StartWho = async ({ redisUrl }) => {
  const redis = new Redis(redisUrl)
  const server = createServer(async (request, response) => {
    const token = request.headers.cookie?.slice('sid='.length) ?? ''
    const kept = await redis.get(`limit:${token}`)
    response.writeHead(kept === null ? 401 : 200, { 'content-type': 'application/json' })
    response.end(kept ?? '{}')
  })
  return {
    server,
    async signIn() {
      const token = randomBytes(32).toString('base64url')
      await redis.set(`limit:${token}`, JSON.stringify(somebody))
      return [{ contender: 'limit', path: '/me', headers: { cookie: `sid=${token}` } }]
    },
  }
}

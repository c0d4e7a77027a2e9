import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { openApi } from '../../product/open-api.ts'
import { register } from '../../product/people.ts'
import type { StartWho } from './server.ts'

// Node hands over what the package exports, which is the function that its types call `default`.
const createNext = next as unknown as typeof next.default
const dir = fileURLToPath(new URL('../next-app/', import.meta.url))

/** The same procedure behind a route handler of Next: called directly, without an adapter in between. */
export const startNext: StartWho = async (place, port) => {
  const api = await openApi(place, port)
  const visitor = {
    requestId: '',
    ip: null,
    userAgent: null,
    authorization: null,
    setCookie: () => {},
    takesCookies: false,
  }
  Object.assign(globalThis, {
    [Symbol.for('bench.who')]: (cookies: string | null) => api.caller({ ...visitor, cookies }).account.me(),
  })
  if (!existsSync(`${dir}.next/BUILD_ID`)) build()
  const server = createServer()
  const app = createNext({ dev: false, dir, hostname: '127.0.0.1', port, httpServer: server })
  await app.prepare()
  const handle = app.getRequestHandler()
  server.on('request', (request, response) => {
    if (!api.handle(request, response)) void handle(request, response)
  })
  return {
    server,
    async signIn(origin) {
      return [{ contender: 'next', path: '/me', headers: { cookie: await register(origin, 'somebody') } }]
    },
  }
}

function build(): void {
  const bin = fileURLToPath(new URL('../../../node_modules/.bin/next', import.meta.url))
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const built = spawnSync(bin, ['build'], { cwd: dir, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`Next's app could not be built: ${built.stdout}${built.stderr}`)
}

import { createServer } from 'node:http'
import { createMetrics } from '@shiplap/runtime/metrics'
import { measureRequests } from '../../../../apps/web/src/server/measure-requests.ts'
import { openApi } from '../../product/open-api.ts'
import { call, password, register } from '../../product/people.ts'
import type { StartWho } from './server.ts'

/** Ours as the product runs it: with its limits, its measures and its log. */
export const startShiplap: StartWho = async (place, port) => {
  const metrics = createMetrics({ processToo: true })
  const api = await openApi(place, port, metrics)
  const server = createServer((request, response) => {
    if (!api.handle(request, response)) response.writeHead(404).end()
  })
  measureRequests(server, metrics)
  server.on('upgrade', (request, socket, head) => {
    if (!api.upgrade(request, socket, head)) socket.destroy()
  })
  return {
    server,
    async signIn(origin) {
      const cookie = await register(origin, 'somebody')
      const signedIn = await call(origin, 'account.logIn', { login: 'somebody', password, means: 'tokens' })
      const { result } = (await signedIn.json()) as { result: { data: { tokens: { accessToken: string } } } }
      const path = '/api/trpc/account.me'
      return [
        { contender: 'shiplap', path, headers: { cookie } },
        { contender: 'bearer', path, headers: { authorization: `Bearer ${result.data.tokens.accessToken}` } },
        {
          contender: 'socket',
          path: '/api/ws',
          headers: { cookie },
          socketMessage: '{"id":1,"method":"query","params":{"path":"account.me"}}',
        },
      ]
    },
  }
}

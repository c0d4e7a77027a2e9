// One HTTP server for everything a browser or a program asks of us: the api first, since it must not pay for Next.
import { fileURLToPath } from 'node:url'
import { createApi } from '@shiplap/api'
import { createLog } from '@shiplap/runtime/log'
import { createMetrics, serveMetrics } from '@shiplap/runtime/metrics'
import { shutdownOnSignal } from '@shiplap/runtime/shutdown'
import { apiSettings, readWebEnv } from './src/env.ts'
import { handApiToPages } from './src/server/api-slot.ts'
import { buildId } from './src/server/build-id.ts'
import { demandHttps, secureHeaders } from './src/server/headers.ts'
import { createHttpServer } from './src/server/http-server.ts'
import { measureRequests } from './src/server/measure-requests.ts'
import { startNext } from './src/server/next.ts'
import { whyNotPage } from './src/server/page-gate.ts'

const env = readWebEnv()
const log = createLog({ name: 'web', level: env.LOG_LEVEL })
const development = env.NODE_ENV === 'development'
const dir = fileURLToPath(new URL('.', import.meta.url))

const metrics = createMetrics({ processToo: true })
const api = createApi(apiSettings(env, development ? 'development' : buildId(dir)), log, metrics)
handApiToPages(api)

const server = createHttpServer()
const next = await startNext({
  server,
  development,
  port: env.PORT,
  dir,
})

measureRequests(server, metrics)
const isHttps = env.ORIGIN.startsWith('https:')
server.on('request', (request, response) => {
  if (isHttps) demandHttps(response)
  if (api.handle(request, response)) return
  secureHeaders(request, response, { origin: env.ORIGIN, development })
  const refused = development ? null : whyNotPage(request)
  if (refused !== null) {
    response.writeHead(refused, { 'content-type': 'text/plain', connection: 'close' }).end()
    return
  }
  next.handle(request, response)
})
server.on('upgrade', (request, socket, head) => {
  if (api.upgrade(request, socket, head)) return
  // Next leaves an upgrade that it doesn't know hanging, so it sees its own only.
  if (development && request.url?.startsWith('/_next/')) next.upgrade(request, socket, head)
  else socket.destroy()
})
const told =
  env.METRICS_PORT === undefined
    ? undefined
    : await serveMetrics({ metrics, host: env.METRICS_HOST, port: env.METRICS_PORT, log })
server.listen(env.PORT, env.HOST, () => log.info({ port: env.PORT, origin: env.ORIGIN }, 'listening'))

shutdownOnSignal({
  log,
  withParent: true,
  steps: [
    [
      'http',
      async () => {
        // Whoever still has a connection open gets an answer on it, and then goes elsewhere.
        server.prependListener('request', (_, response) => response.setHeader('connection', 'close'))
        const closed = new Promise<void>((resolve) => server.close(() => resolve()))
        await api.closeSockets()
        server.closeIdleConnections()
        const cut = setTimeout(() => server.closeAllConnections(), 5_000)
        await closed
        clearTimeout(cut)
      },
    ],
    ['next', () => next.close()],
    ['metrics', () => told?.close()],
    ['api', () => api.close()],
  ],
})

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { getTRPCErrorFromUnknown } from '@trpc/server'
import type { Context, Visitor } from '../context.ts'
import { refusalIn } from '../trpc.ts'
import { visitorOf } from '../visitor.ts'
import { call } from './call.ts'
import { whyNotRest } from './gate.ts'
import { createInputReader } from './input.ts'
import { createMatcher } from './match.ts'
import { type Answer, keyOf, once, takesKey } from './once.ts'
import { createOpenApi } from './openapi.ts'
import { renderPage } from './page.ts'
import { answerProblem } from './problem.ts'
import { Download, type Route } from './route.ts'
import { routes } from './routes.ts'

const prefix = '/api/v1'

/** Answers REST under /api/v1 with the same procedures as tRPC. Tells false for a request that is for somebody else. */
export function createRestDoor({
  createContext,
  origin,
  trustedProxies,
  cookieName,
}: {
  readonly createContext: (visitor: Visitor) => Context
  readonly origin: string
  readonly trustedProxies: number
  /** The name of the cookie that carries a device session; the document tells it. */
  readonly cookieName: string
}): (request: IncomingMessage, response: ServerResponse) => boolean {
  const match = createMatcher(routes)
  const readers = new Map(routes.map((route) => [route, createInputReader(route)]))
  const document = createOpenApi(routes, { origin, cookieName })
  const json = JSON.stringify(document)
  const page = renderPage(document)

  return (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2)
    if (path !== prefix && !path.startsWith(`${prefix}/`)) return false
    const visitor = visitorOf(request, { trustedProxies, response })
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('x-request-id', visitor.requestId)
    if (path === prefix && isRead(request)) {
      response.setHeader('content-security-policy', page.policy)
      return send(response, 'text/html; charset=utf-8', page.html)
    }
    if (path === `${prefix}/openapi.json` && isRead(request)) return send(response, 'application/json', json)

    response.setHeader('cache-control', 'private, no-store')
    const found = match(request.method ?? '', path.slice(prefix.length))
    const { requestId } = visitor
    if (found === null) {
      answerProblem(response, { reason: 'request.unknown-path', requestId })
      return true
    }
    if ('allow' in found) {
      response.setHeader('allow', found.allow.join(', '))
      answerProblem(response, { reason: 'request.method', requestId })
      return true
    }
    const reason = whyNotRest(request, origin)
    if (reason !== null) {
      answerProblem(response, { reason, requestId })
      return true
    }
    const { route, params } = found
    const query = new URLSearchParams(search)
    const read = async (key: string | null) => readers.get(route)?.(request, { params, query, key })
    void answer({ request, response, route, read, context: createContext(visitor) })
    return true
  }
}

async function answer({
  request,
  response,
  route,
  read,
  context,
}: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly route: Route
  readonly read: (key: string | null) => Promise<unknown>
  readonly context: Context
}): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    const key = takesKey(route) ? keyOf(request) : null
    const input = await read(key)
    const perform = () => call({ route, input, context, signal: gone.signal })
    if (key !== null) {
      const { isRepeat, ...told } = await once(context, {
        key,
        route,
        input,
        act: async () => asText(await perform()),
      })
      if (isRepeat) response.setHeader('idempotent-replayed', 'true')
      return sendAnswer(response, told)
    }
    const given = await perform()
    if (given.shown instanceof Download) await download(response, given.shown)
    else sendAnswer(response, asText(given))
  } catch (thrown) {
    // Who left in the middle of a file misses nothing.
    if (gone.signal.aborted) return
    const error = getTRPCErrorFromUnknown(thrown)
    const refusal = refusalIn(error)
    const { requestId } = context.visitor
    if (refusal === undefined)
      context.log.error({ requestId, path: route.path, err: error.cause ?? error }, 'rest')
    // A file that broke off must not look whole.
    if (response.headersSent) response.destroy()
    else answerProblem(response, { reason: null, ...refusal, requestId })
  }
}

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD'

function send(response: ServerResponse, type: string, text: string): true {
  response.setHeader('cache-control', 'public, max-age=300')
  response.writeHead(200, { 'content-type': type })
  response.end(text)
  return true
}

const asText = ({ status, shown }: { readonly status: number; readonly shown: unknown }): Answer => ({
  status,
  body: status === 204 ? '' : JSON.stringify(shown),
})

function sendAnswer(response: ServerResponse, { status, body }: Answer): void {
  if (status === 204) {
    response.writeHead(204).end()
    return
  }
  const text = Buffer.from(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length })
  response.end(text)
}

async function download(response: ServerResponse, { filename, contentType, body }: Download): Promise<void> {
  response.writeHead(200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${filename.replace(/[^\w.-]/g, '_')}"`,
  })
  await pipeline(Readable.from(typeof body === 'string' ? [body] : body), response)
}

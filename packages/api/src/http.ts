import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { type RefusalReason, refusals } from '@shiplap/domain/refusal'
import { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Context, Visitor } from './context.ts'
import { batchLimit, bodyLimit, whyNotRequest } from './gate.ts'
import { procedureAt } from './procedures.ts'
import { trpcCodes } from './refusal-codes.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { appRouter } from './root.ts'
import { answerSingleCall, calledAlone } from './single-call.ts'
import { visitorOf } from './visitor.ts'

const prefix = '/api/trpc/'
const nothingAsked = new URLSearchParams()

/** Answers tRPC over HTTP. Tells false for a request that is for somebody else. */
export function createHttpDoor({
  createContext,
  origin,
  trustedProxies,
}: {
  readonly createContext: (visitor: Visitor) => Context
  readonly origin: string
  readonly trustedProxies: number
}): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const url = request.url ?? ''
    if (!url.startsWith(prefix)) return false
    const visitor = visitorOf(request, { trustedProxies, response })
    const { requestId } = visitor
    const headers = headersOf(requestId)
    const [path = '', search = ''] = url.slice(prefix.length).split('?', 2)
    const reason = whyNotRequest(request, path, origin)
    if (reason !== null) {
      turnAway(response, { reason, requestId, headers })
      return true
    }
    const query = search === '' ? nothingAsked : new URLSearchParams(search)
    const procedure = calledAlone(path, query, request.method ?? '')
    if (procedure !== undefined) {
      const context = createContext(visitor)
      void answerSingleCall({ request, response, headers, procedure, path, query, context })
      return true
    }
    if (isSubscription(path)) {
      turnAway(response, { reason: 'request.method', requestId, headers })
      return true
    }
    response.setHeaders(new Map(Object.entries(headers)))
    void nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path,
      maxBodySize: bodyLimit,
      maxBatchSize: batchLimit,
      createContext: async () => createContext(visitor),
      responseMeta({ errors }) {
        const wait = retryAfterSeconds(errors)
        return wait === null ? {} : { headers: { 'retry-after': String(wait) } }
      },
    })
    return true
  }
}

/** What stands over each answer. Written together with its other headers, it costs a third of setting it one by one. */
const headersOf = (requestId: string) => ({
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'x-request-id': requestId,
})

/** Those belong to a socket, which closes with its session and is counted; a stream over HTTP would live on. */
const isSubscription = (path: string) =>
  decodeURIComponent(path)
    .split(',')
    .some((each) => procedureAt(each)?._def.type === 'subscription')

/** Says no in the shape of a tRPC error, without reading the body. */
function turnAway(
  response: ServerResponse,
  {
    reason,
    requestId,
    headers,
  }: { readonly reason: RefusalReason; readonly requestId: string; readonly headers: OutgoingHttpHeaders },
): void {
  const error = new TRPCError({ code: trpcCodes[refusals[reason]] })
  const httpStatus = getHTTPStatusCodeFromError(error)
  const data = { code: error.code, httpStatus, reason, details: {}, requestId }
  response.writeHead(httpStatus, { ...headers, 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ error: { message: reason, code: -32600, data } }))
}
